"""VNFs on simulated hosts that answer at once."""

import os
import statistics
import time

from lib.manager import IMAGES, OWN, ROOT, VNFS, WORK


def onboard(manager, name="vfw", folder=None):
    """Packs, onboards and enables a package whose image is a tiny disk; the id of its VNFD."""
    package = WORK / f"{name}.csar"
    manager.command(
        "pack", folder or ROOT / "Descriptors" / name, "-o", package, "--image",
        f"Files/images/vnf.qcow2={IMAGES / 'tiny.qcow2'}")
    manager.command("package", "onboard", package, "--enable")
    found = manager.client()("GET", "/vnfpkgm/v2", "/vnf_packages")
    return next(p["vnfdId"] for p in found if p["vnfProductName"] == name)


def networks(client):
    """A network for each connection point of vfw; the request that puts a VNF on them."""
    links = []
    for cpd, prefix in (("mgmt", "10.61.0.0/16"), ("in", "10.62.0.0/16"), ("out", "10.63.0.0/16")):
        made = client("POST", OWN, "/networks", {"name": cpd, "prefix": prefix})
        links.append({"id": cpd, "resourceId": made["id"], "extCps": [
            {"cpdId": cpd, "cpConfig": {"1": {"cpProtocolData": [{"layerProtocol": "IP_OVER_ETHERNET"}]}}}]})
    return {"flavourId": "default", "extVirtualLinks": links}


def create(client, vnfd, name):
    return client("POST", VNFS, "/vnf_instances", {"vnfdId": vnfd, "vnfInstanceName": name})["id"]


def remove(client, vnf):
    client.completed(VNFS, client.operate(
        VNFS, f"/vnf_instances/{vnf}/terminate", {"terminationType": "FORCEFUL"}))
    client("DELETE", VNFS, f"/vnf_instances/{vnf}")


def fdatasync_milliseconds(folder, rounds=200):
    """The disk's part in each commit: the median of writing 4 KiB and waiting for the disk."""
    times = []
    path = folder / "fdatasync"
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        page = os.urandom(4096)
        for number in range(rounds):
            began = time.monotonic()
            os.pwrite(file, page, number * 4096)
            os.fdatasync(file)
            times.append((time.monotonic() - began) * 1000)
    finally:
        os.close(file)
        path.unlink()
    return statistics.median(times)
