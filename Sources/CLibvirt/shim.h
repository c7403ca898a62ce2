#ifndef CLIBVIRT_SHIM_H
#define CLIBVIRT_SHIM_H
#include <libvirt/libvirt-qemu.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

// libvirt takes every event's callback as one generic function pointer and casts it back by the event's number:
// Swift has no such cast.
static inline int clibvirt_register_lifecycle(
    virConnectPtr connection, virConnectDomainEventCallback callback, void *opaque, virFreeCallback release) {
    return virConnectDomainEventRegisterAny(
        connection, 0, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int clibvirt_register_agent_lifecycle(
    virConnectPtr connection, virConnectDomainEventAgentLifecycleCallback callback, void *opaque,
    virFreeCallback release) {
    return virConnectDomainEventRegisterAny(
        connection, 0, VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(callback), opaque, release);
}

static inline int clibvirt_register_device_lifecycle(
    virConnectPtr connection, virConnectNodeDeviceEventLifecycleCallback callback, void *opaque,
    virFreeCallback release) {
    return virConnectNodeDeviceEventRegisterAny(
        connection, 0, VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE, VIR_NODE_DEVICE_EVENT_CALLBACK(callback), opaque, release);
}

static inline int clibvirt_register_device_update(
    virConnectPtr connection, virConnectNodeDeviceEventGenericCallback callback, void *opaque,
    virFreeCallback release) {
    return virConnectNodeDeviceEventRegisterAny(
        connection, 0, VIR_NODE_DEVICE_EVENT_ID_UPDATE, callback, opaque, release);
}

// The name is an array of chars inside the struct, which Swift sees as a tuple of 80.
static inline const char *clibvirt_parameter_name(const virTypedParameter *parameter) { return parameter->field; }
#endif
