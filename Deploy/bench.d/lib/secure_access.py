"""The service secure-access between two network namespaces."""

import subprocess
import time

from lib import real
from lib.manager import NSS, OWN, ROOT

NETWORKS = ("client", "server", "management")


def prepare(manager):
    """Networks, packages and the NSD; the id of its NsdInfo."""
    m = manager.command
    m("network", "create", "client", "--host", "lab", "--prefix", "10.60.0.0/24", "--namespace", "mf-client",
      "--address", "10.60.0.1/24")
    m("network", "create", "server", "--host", "lab", "--prefix", "10.60.0.0/24", "--namespace", "mf-server",
      "--address", "10.60.0.2/24")
    m("network", "create", "management", "--host", "lab", "--prefix", "10.61.0.0/24", "--host-address", "10.61.0.1/24")
    for name in ("vfw", "vmon"):
        real.onboard(
            manager, ROOT / "Descriptors" / name, "package", ("Files/images/vnf.qcow2", "manifold-vnf.qcow2"))
    real.onboard(manager, ROOT / "Descriptors" / "secure-access", "nsd")


def create(client):
    nsd = next(n for n in client("GET", "/nsd/v2", "/ns_descriptors") if n["nsdName"] == "secure-access")
    return client("POST", NSS, "/ns_instances", {
        "nsdId": nsd["nsdId"], "nsName": "secure", "nsDescription": "secure-access"})["id"]


def request(client):
    """The body of an instantiation that puts each SAP on the network of its name."""
    ids = {n["name"]: n["id"] for n in client("GET", OWN, "/networks")}
    return {"nsFlavourId": "default", "sapData": [
        {"sapdId": name, "sapName": name, "description": name, "sapProtocolData": [{
            "layerProtocol": "IP_OVER_ETHERNET",
            "ipOverEthernet": {"ipAddresses": [{"type": "IPV4", "subnetId": ids[name]}]}}]} for name in NETWORKS]}


def instantiate(client, ns, body):
    client.completed(NSS, client.operate(NSS, f"/ns_instances/{ns}/instantiate", body), real.POLL)


def remove(client, ns):
    client.completed(NSS, client.operate(NSS, f"/ns_instances/{ns}/terminate", {}), real.POLL)
    client("DELETE", NSS, f"/ns_instances/{ns}")


def forget_neighbours():
    """So that the first packet has to find its way anew."""
    for end in ("mf-client", "mf-server"):
        real.run("ip", "-n", end, "neigh", "flush", "all")


def first_packet():
    """Returns with the first ping's answer through the chain."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if subprocess.run(
                ["ip", "netns", "exec", "mf-client", "ping", "-q", "-c", "1", "-W", "1", "10.60.0.2"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
            return
    raise RuntimeError("no packet came through the chain")


def edge_ports():
    """The switch's ports of the two ends: their other ends are in the namespaces."""
    ports = []
    for end in ("mf-client", "mf-server"):
        inside = real.run("ip", "-n", end, "-o", "link", "show", "type", "veth")
        index = inside.split("@if", 1)[1].split(":", 1)[0]
        links = real.run("ip", "-o", "link", "show").splitlines()
        ports.append(next(l.split(": ")[1].split("@")[0] for l in links if l.startswith(f"{index}: ")))
    return ports


def forget(manager):
    """Takes away what `prepare` has made, and the host."""
    m = manager.command
    m("nsd", "delete", "secure-access", "--disable")
    for name in ("vfw", "vmon"):
        m("package", "delete", name, "--disable")
    for name in NETWORKS:
        m("network", "delete", name)
    m("host", "remove", "lab")
