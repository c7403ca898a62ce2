"""Instances for the benchmark of placement: the files of `manifold plan` (as JSON, which is YAML), from a seed alone."""

import random

GIB = 1 << 30
SCARCE = ("cpus", "pages", "functions", "memory", "storage", "devices")
SHARE = 0.9


def host(rng, name, zone, rack):
    nodes = rng.choice((1, 2, 2, 2))
    threads = rng.choice((1, 2, 2))
    cores = rng.choice((8, 12, 16)) * nodes
    made = {
        "name": name, "zone": zone, "groups": [rack], "numa": nodes, "cores": cores, "threads": threads,
        "memory": f"{rng.choice((64, 96, 128)) * nodes} GiB", "storage": f"{rng.choice((500, 1000, 2000))} GiB",
        "hugepages": {"1 GiB": rng.choice((8, 16, 24))}, "overcommit": rng.choice((1, 2, 4)), "reservedMemory": "1 GiB",
        "reservedCPUs": "0" if threads == 1 else f"0,{cores}", "traits": rng.sample(["ssd", "edge"], rng.randint(0, 2)),
        "features": ["sse4"] + (["avx512f"] if rng.random() < 0.6 else []),
    }
    if rng.random() < 0.3:
        made["hugepages"]["2 MiB"] = 2048
    if rng.random() < 0.25:
        # The upper half of each node's first threads, with their siblings.
        per_node = cores // nodes
        own = [n * per_node + c for n in range(nodes) for c in range(per_node // 2, per_node)]
        made["isolated"] = ",".join(str(c + t * cores) for t in range(threads) for c in own)
    if rng.random() < 0.7:
        made["physicalFunctions"] = [
            {"name": f"ens{number}", "physicalNetwork": rng.choice(("red", "red", "blue")), "node": number % nodes,
             "speed": rng.choice((10000, 25000)), "virtualFunctions": rng.choice((4, 8, 16))}
            for number in range(rng.randint(1, 3))]
    if rng.random() < 0.4:
        made["devices"] = [
            {"vendor": "8086", "product": "37c8", "class": "0b40", "count": rng.randint(1, 3), "node": rng.randrange(nodes)}]
    if rng.random() < 0.5:
        made["switch"] = {"dpdk": True, "pmdCPUs": "1" if threads == 1 else f"1,{cores + 1}"}
    if rng.random() < 0.3:
        most = 2 * made["overcommit"] if "isolated" in made else 6
        made["used"] = {"sharedCPUs": min(rng.randint(1, 6), most), "memory": f"{rng.randint(1, 8)} GiB", "storage": "20 GiB"}
    return made


def complete(hosts):
    """Some hosts have what any guest may ask for."""
    for number in (0, 1, 3):
        hosts[number] |= {
            "physicalFunctions": [
                {"name": f"ens{f}", "physicalNetwork": network, "node": f % hosts[number]["numa"], "speed": 25000,
                 "virtualFunctions": 8} for f, network in enumerate(("red", "blue", "red"))],
            "devices": [{"vendor": "8086", "product": "37c8", "class": "0b40", "count": 3, "node": 0}],
            "features": ["sse4", "avx512f"], "traits": ["ssd", "edge"]}
        hosts[number].setdefault("switch", {"dpdk": True, "pmdCPUs": "2"})


def guest(rng, name, scarce):
    made = {"name": name, "vcpus": rng.choice((1, 1, 2, 2, 4, 6)), "memory": f"{rng.choice((1, 2, 3, 4, 6, 8))} GiB",
            "storage": f"{rng.choice((5, 10, 20, 40))} GiB"}
    if scarce == "storage":
        made["storage"] = f"{rng.choice((5, 10, 15))} GiB"
    wants = lambda share, what=None: rng.random() < (0.8 if what == scarce and what else share)
    if wants(0.4, "cpus"):
        made["cpus"] = "dedicated"
        made["threads"] = rng.choice(("prefer", "prefer", "isolate", "require"))
        # What a node of eight cores could never hold isn't asked for.
        made["vcpus"] = min(made["vcpus"], {"prefer": 6, "require": 4, "isolate": 2}[made["threads"]])
        if rng.random() < 0.3:
            made["emulator"] = "isolated"
    if wants(0.25, "pages"):
        made["pages"] = rng.choice(("1 GiB", "1 GiB", "huge"))
        made["memory"] = f"{min(size(made['memory']) // GIB, 4)} GiB"
    if made["vcpus"] > 1 and rng.random() < 0.12:
        made["cells"] = 2
    elif rng.random() < 0.3:
        made["nodes"] = "strict"
    if wants(0.35, "functions"):
        made["functions"] = [
            {"physicalNetwork": rng.choice(("red", "red", "red", "blue")), "bandwidth": rng.choice((0, 500, 1000, 2000)),
             "affinity": rng.choice(("preferred", "preferred", "strict", "none"))} for _ in range(rng.choice((1, 1, 2)))]
        if rng.random() < 0.03 and scarce != "functions":
            made["functions"] = [{"physicalNetwork": "red", "whole": True}]
    if wants(0.06, "devices"):
        made["devices"] = [{"vendor": "8086", "count": 1, "affinity": rng.choice(("preferred", "none", "strict"))}]
    if "functions" not in made and rng.random() < 0.15:
        made["vhostUser"] = {"ports": rng.randint(1, 2), "affinity": rng.choice(("preferred", "preferred", "strict"))}
    if rng.random() < 0.1:
        made["features"] = ["avx512f"]
    if rng.random() < 0.08:
        made["traits"] = [rng.choice(("ssd", "edge"))]
    if rng.random() < 0.08:
        made["zones"] = rng.sample(["z0", "z1", "z2"], 2)
    return made


def size(text):
    number, unit = text.split()
    return int(number) * {"MiB": 1 << 20, "GiB": GIB}[unit]


def need(made, what):
    """How much of a scarce resource a guest takes, about."""
    vcpus, threads = made["vcpus"], made.get("threads")
    return {
        "cpus": (vcpus * (2 if threads == "isolate" else 1) + (made.get("emulator") is not None)) if threads else 0,
        "pages": size(made["memory"]) // GIB if "pages" in made else 0,
        # Those on the network that most are for.
        "functions": sum(f["physicalNetwork"] == "red" for f in made.get("functions", ())),
        "memory": 0 if "pages" in made else size(made["memory"]) // GIB,
        "storage": size(made["storage"]) // GIB,
        "devices": len(made.get("devices", ())),
    }[what]


def there(made, what):
    cpus = made["cores"] * made["threads"]
    pages = made["hugepages"]["1 GiB"] * made["numa"]
    return {
        "cpus": len(made["isolated"].split(",")) if "isolated" in made else cpus - 2 * made["threads"],
        "pages": pages,
        "functions": sum(f["virtualFunctions"] for f in made.get("physicalFunctions", ()) if f["physicalNetwork"] == "red"),
        "memory": size(made["memory"]) // GIB - pages - 9,
        "storage": size(made["storage"]) // GIB - 20,
        "devices": sum(d["count"] for d in made.get("devices", ())),
    }[what]


def use(rng, made, what, amount):
    """Lets others have some of a host's resource; says how much."""
    used = made.setdefault("used", {})
    if what == "cpus":
        cores = made["cores"]
        known = [int(c) for c in made["isolated"].split(",")] if "isolated" in made else [
            c + t * cores for c in range(2, cores) for t in range(made["threads"])]
        taken = {int(c) for c in used.get("cpus", "").split(",") if c}
        first = sorted(c for c in known if c not in taken)[:2] if len(known) > len(taken) + 8 else []
        if first:
            used["cpus"] = ",".join(map(str, sorted(taken | set(first))))
        return len(first)
    if what == "pages":
        node = str(rng.randrange(made["numa"]))
        pages = used.setdefault("numa", {}).setdefault(node, {}).setdefault("hugepages", {"1 GiB": 0})
        amount = min(amount, made["hugepages"]["1 GiB"] - pages["1 GiB"], 2)
        pages["1 GiB"] += amount
        return amount
    if what in ("functions", "devices"):
        kind, count = ("physicalFunctions", "virtualFunctions") if what == "functions" else ("devices", "count")
        for one in rng.sample(made.get(kind, []), len(made.get(kind, []))):
            if one.get("used", 0) < one[count] and one.get("physicalNetwork", "red") == "red":
                one["used"] = one.get("used", 0) + 1
                return 1
        return 0
    have = size(used[what]) // GIB if what in used else 0
    amount = min(amount, 10, there(made, what) - have)
    if amount > 0:
        used[what] = f"{have + amount} GiB"
    return max(amount, 0)


def make_room(rng, hosts, guests, what):
    """Guests that want less, or fewer of them, until six tenths of a resource are enough."""
    total = sum(there(h, what) for h in hosts)
    while sum(need(g, what) for g in guests) > 0.6 * total:
        chosen = rng.choice([g for g in guests if need(g, what)])
        if what in ("memory", "storage"):
            guests.remove(chosen)
        for key in {"cpus": ("cpus", "threads", "emulator")}.get(what, (what,)) if what not in ("memory", "storage") else ():
            chosen.pop(key, None)


def make_scarce(rng, hosts, guests, what):
    """Others' use, or fewer guests, until the guests want nine tenths of what is left."""
    total = sum(there(h, what) for h in hosts)
    while sum(need(g, what) for g in guests) > SHARE * total:
        guests.remove(rng.choice([g for g in guests if need(g, what)]))
    excess = total - int(sum(need(g, what) for g in guests) / SHARE)
    for _ in range(10_000):
        if excess <= 0:
            break
        excess -= use(rng, rng.choice(hosts), what, excess)


def rules(rng, guests):
    names = [g["name"] for g in guests]
    made = []
    pairs = rng.sample(names, len(names) // 20 * 2)
    for number in range(0, len(pairs), 2):
        made.append({"kind": "together", "scope": "host", "guests": pairs[number:number + 2]})
    # Rules must not contradict each other.
    free = [name for name in names if name not in pairs]
    few = lambda most: rng.sample(free, min(len(free), rng.randint(2, most)))
    for _ in range(len(names) // 12):
        made.append({"kind": "apart", "scope": "host", "guests": few(4)})
    if rng.random() < 0.5:
        made.append({"kind": "apart", "scope": "zone", "guests": few(2)})
    if rng.random() < 0.5:
        made.append({"kind": "apart", "scope": "group", "guests": few(3)})
    for _ in range(len(names) // 15):
        made.append({
            "kind": rng.choice(("apart", "together")), "scope": rng.choice(("host", "zone", "group")), "strict": False,
            "guests": rng.sample(names, min(len(names), rng.randint(2, 3)))})
    return made


def instance(seed):
    """Hosts and service number `seed`; every second one has a scarce resource."""
    rng = random.Random(seed)
    count = rng.randint(4, 20)
    hosts = [host(rng, f"h{number}", f"z{number % 3}", f"r{number % 4}") for number in range(count)]
    complete(hosts)
    scarce = SCARCE[seed // 2 % len(SCARCE)] if seed % 2 else None
    guests = [guest(rng, f"g{number}", scarce) for number in range(min(60, rng.randint(2 * count, 4 * count)))]
    for what in SCARCE:
        if what != scarce:
            make_room(rng, hosts, guests, what)
    if scarce:
        make_scarce(rng, hosts, guests, scarce)
    names = [g["name"] for g in guests]
    chains = [rng.sample(names, min(len(names), rng.randint(2, 5))) for _ in range(len(names) // 6)]
    policy = rng.choice(("pack", "pack", "spread"))
    return {"hosts": hosts}, {"policy": policy, "guests": guests, "rules": rules(rng, guests), "neighbours": chains}


def large(guests=500, hosts=1000):
    """The whole mix, larger."""
    rng = random.Random(1)
    made = [host(rng, f"h{number}", f"z{number % 3}", f"r{number % 40}") for number in range(hosts)]
    asked = [guest(rng, f"g{number}", None) for number in range(guests)]
    names = [g["name"] for g in asked]
    chains = [rng.sample(names, rng.randint(2, 5)) for _ in range(guests // 6)]
    return {"hosts": made}, {"guests": asked, "rules": rules(rng, asked), "neighbours": chains}
