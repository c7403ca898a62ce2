"""Real guests: Manifold on the lab that this process is in, and the same made by hand."""

import json
import os
import pathlib
import re
import subprocess
import time
import xml.etree.ElementTree as xml

from lib.manager import IMAGES, ROOT, WORK, Manager

BY_HAND = ROOT / "Deploy" / "bench.d" / "lib" / "by-hand"
STORAGE = WORK / "volumes"
BRIDGE = "mfbr0"
POLL = 0.05


def run(*command, check=True):
    done = subprocess.run(
        [str(c) for c in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        timeout=120)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr or done.stdout}")
    return done.stdout


def manager(*settings):
    """A manager with this lab as its only host, which has those settings of `host add`."""
    made = Manager()
    try:
        made.command(
            "host", "add", "lab", "--libvirt", os.environ["MANIFOLD_LIBVIRT_URI"], "--ovsdb", os.environ["MANIFOLD_OVSDB"],
            "--switch-run", os.environ["MANIFOLD_OVS_RUNDIR"], "--storage", STORAGE, *settings)
    except BaseException:
        made.end()
        raise
    return made


def onboard(manager, folder, verb, image=None):
    """Packs a folder's descriptors, with an image where it has one, and onboards and enables them."""
    package = WORK / f"{folder.name}.csar"
    images = ["--image", f"{image[0]}={IMAGES / image[1]}"] if image else []
    manager.command("pack", folder, "-o", package, *images)
    manager.command(verb, "onboard", package, "--enable")


def domains():
    return [name for name in run("virsh", "-q", "list", "--all", "--name").split() if name]


def flows_now():
    """The bridge's flows without their cookies, as ovs-ofctl takes them."""
    dumped = run("ovs-ofctl", "-O", "OpenFlow15", "--no-stats", "dump-flows", BRIDGE)
    lines = re.findall(r"^ *cookie=\w+, *(.*)$", dumped, flags=re.M)
    return [line.replace(" actions=", ",actions=").replace(" ", "") for line in lines]


class ByHand:
    """What Manifold has made, as material for the script: our domains' XML, their config drives, the ports and flows, all
    under names of its own."""

    def __init__(self, clients=(), before=()):
        """Describes what is there now.

        - clients: ports that the script finds there, and puts onto the paths as Manifold does.
        - before: the flows that it finds there.
        """
        self.folder = WORK / "by-hand"
        for name in ("volumes", "log", "run", "config"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.taps = []
        lines = [self.guest(domain) for domain in domains()]
        (self.folder / "guests").write_text("".join(line + "\n" for line in lines))
        self.switch(clients, before)

    @staticmethod
    def renamed(text):
        return re.sub(r"\bmf([a-z2-7]{12})\b", r"bh\1", text)

    def guest(self, domain):
        """Writes a guest's files; its line."""
        text = run("virsh", "dumpxml", "--inactive", domain)
        text = re.sub(r"\s*<uuid>.*?</uuid>|\s*<metadata>.*?</metadata>", "", text, flags=re.S)
        disk, drive = None, "-"
        for source in (d.find("source").get("file") for d in xml.fromstring(text).iter("disk")):
            name = self.renamed(pathlib.Path(source).name)
            if not source.endswith(".iso"):
                disk = name
                about = json.loads(run("qemu-img", "info", "-U", "--output=json", source))
                continue
            drive = name
            (self.folder / "config" / drive).mkdir()
            for file in ("meta-data", "user-data", "network-config"):
                content = run("isoinfo", "-J", "-i", source, "-x", f"/{file}")
                if content:
                    (self.folder / "config" / drive / file).write_text(content)
        self.taps += [t.get("dev") for t in xml.fromstring(text).findall("devices/interface/target")]
        folders = {"volumes": f"{STORAGE}/volumes", "log": f"{STORAGE}/log", "run": f"{STORAGE}/run"}
        for name, folder in folders.items():
            text = text.replace(folder, str(self.folder / name))
        name = self.renamed(domain)
        (self.folder / f"{name}.xml").write_text(self.renamed(text))
        return f"{name} {disk} {about['full-backing-filename']} {about['virtual-size']} {drive}"

    def switch(self, clients, before):
        """Writes what brings the ports and flows, and what takes them away."""
        ports, unports, flows, unflows = [], [], [], []
        numbers = {}
        for tap in [*self.taps, *clients]:
            numbers[tap] = run("ovs-vsctl", "get", "interface", tap, "ofport").strip()
            tag = run("ovs-vsctl", "get", "port", tap, "tag").strip()
            new = self.renamed(tap)
            if tap in clients:
                ports += ["--", "set", "port", tap, f"tag={tag}"]
                continue
            ports += ["--", "add-port", BRIDGE, new, f"tag={tag}", "--", "set", "interface", new,
                      f"ofport_request={numbers[tap]}"]
            unports += ["--", "del-port", new]
        if self.taps:
            flows = [f"add cookie=0xb,{flow}" for flow in flows_now() if flow not in before]
            flows += [f"delete_strict table=0,priority=100,in_port={numbers[c]}" for c in clients]
            unflows = ["delete cookie=0xb/-1"]
        self.clients = {c: numbers[c] for c in clients}
        links = [f"link set dev {self.renamed(tap)} up" for tap in self.taps]
        for name, lines in (("links", links), ("ports", ports), ("unports", unports), ("flows", flows), ("unflows", unflows)):
            (self.folder / name).write_text("".join(f"{line}\n" for line in lines))

    def remember_clients(self):
        """Describes the clients' ports without a service, which `down` has to bring back."""
        with (self.folder / "unports").open("a") as unports, (self.folder / "unflows").open("a") as unflows:
            for client, number in self.clients.items():
                tag = run("ovs-vsctl", "get", "port", client, "tag").strip()
                unports.write("".join(f"{word}\n" for word in ("--", "set", "port", client, f"tag={tag}")))
                unflows.write(f"add table=0,priority=100,in_port={number},actions=NORMAL\n")

    def up(self):
        run(BY_HAND, "up", self.folder)

    def down(self):
        run(BY_HAND, "down", self.folder)


def stopwatch(*parts):
    """Seconds that the parts take together."""
    began = time.monotonic()
    for part in parts:
        part()
    return time.monotonic() - began
