"""Guests of a page each, until the last one's ready line; beside it a script that does the same by hand. Alternating runs."""

import shutil

from lib import real
from lib.manager import ROOT, VNFS, WORK
from lib.rows import ratio_row

DESCRIBED = 8


def described(count):
    """A folder with the descriptor of a VNF of that many guests."""
    folder = WORK / f"tiny-{count}"
    shutil.copytree(ROOT / "Deploy" / "bench.d" / "tiny", folder)
    descriptor = folder / "Definitions" / "tiny.yaml"
    text = descriptor.read_text()
    if text.count(f"instances: {DESCRIBED}\n") != 3:
        raise RuntimeError(f"{descriptor} has another number of guests than this benchmark knows")
    descriptor.write_text(text.replace(f"instances: {DESCRIBED}\n", f"instances: {count}\n"))
    return folder


def compare(name, count, rounds, limit):
    """Prints the row of `count` guests."""
    # All of them on whatever processors there are.
    with real.manager("--overcommit", count) as manager:
        real.onboard(manager, described(count), "package", ("Files/images/tiny.qcow2", "tiny.qcow2"))
        client = manager.client()
        vnfd = client("GET", "/vnfpkgm/v2", "/vnf_packages")[0]["vnfdId"]

        def create():
            return client("POST", VNFS, "/vnf_instances", {"vnfdId": vnfd})["id"]

        def instantiate(vnf):
            client.completed(
                VNFS, client.operate(VNFS, f"/vnf_instances/{vnf}/instantiate", {"flavourId": "default"}), real.POLL)

        def remove(vnf):
            client.completed(
                VNFS, client.operate(VNFS, f"/vnf_instances/{vnf}/terminate", {"terminationType": "FORCEFUL"}), real.POLL)
            client("DELETE", VNFS, f"/vnf_instances/{vnf}")

        vnf = create()
        instantiate(vnf)
        script = real.ByHand()
        remove(vnf)
        figures, references = [], []
        for _ in range(rounds):
            references.append(real.stopwatch(script.up))
            script.down()
            vnf = create()
            figures.append(real.stopwatch(lambda: instantiate(vnf)))
            remove(vnf)
        ratio_row(name, figures, references, "s", limit)
