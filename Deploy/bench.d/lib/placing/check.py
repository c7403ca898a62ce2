"""Judges an answer in the form of `manifold plan --json` from the two files alone, by Docs/Architecture/placement.md:
what is wrong with it, and what it costs."""

import collections
import itertools

UNITS = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}


def amount(value):
    if isinstance(value, int):
        return value
    number, _, unit = value.partition(" ")
    return int(number) * UNITS[unit]


def numbers(text):
    found = []
    for part in str(text).split(",") if text not in (None, "") else ():
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


class HostBook:
    """A host of the file, and what is taken of it."""

    def __init__(self, made):
        self.made = made
        self.threads, self.nodes = made.get("threads", 1), made.get("numa", 1)
        cores = made["cores"]
        self.node_of, self.core_of = {}, {}
        for node in range(self.nodes):
            for core in range(node * cores // self.nodes, (node + 1) * cores // self.nodes):
                for thread in range(self.threads):
                    self.node_of[core + thread * cores] = node
                    self.core_of[core + thread * cores] = core
        self.pmd = set(numbers(made.get("switch", {}).get("pmdCPUs")))
        isolated = set(numbers(made.get("isolated")))
        usable = set(self.node_of) - set(numbers(made.get("reservedCPUs"))) - self.pmd
        self.has_isolated = bool(isolated)
        self.pinnable = usable & isolated if isolated else usable
        self.shareable = usable - isolated if isolated else usable
        self.pages = {amount(size): count for size, count in made.get("hugepages", {}).items()}
        memory = amount(made["memory"]) // self.nodes
        self.normal = max(0, memory - sum(size * count for size, count in self.pages.items()))
        self.memory_limit = max(0, self.normal * self.nodes - amount(made["reservedMemory"]))
        self.storage_limit = amount(made["storage"])
        self.overcommit = made["overcommit"]
        self.functions = {}
        for index, function in enumerate(made.get("physicalFunctions", ())):
            bus = 16 + 2 * index
            virtual = [f"0000:{bus + (128 + k) // 256:02x}:{(128 + k) % 256 // 8:02x}.{k % 8}"
                       for k in range(function["virtualFunctions"])]
            self.functions[function["name"]] = dict(function, address=f"0000:{bus:02x}:00.0", virtual=virtual)
        self.devices = {}
        used = made.get("used", {})
        taken = []
        for device in made.get("devices", ()):
            for number in range(device.get("count", 1)):
                address = f"0001:{len(self.devices) // 32:02x}:{len(self.devices) % 32:02x}.0"
                self.devices[address] = device
                if number < device.get("used", 0):
                    taken.append(address)
        for function in self.functions.values():
            taken += function["virtual"][:function.get("used", 0)]
        self.faults = []
        self.cpus, self.addresses = set(), set()
        self.shared, self.memory, self.storage = 0, 0, 0
        self.node_shared, self.node_memory = collections.Counter(), collections.Counter()
        self.node_pages, self.bandwidth = collections.Counter(), collections.Counter()
        for cpu in numbers(used.get("cpus")):
            self.take_cpu(cpu)
        for address in taken:
            self.take_address(address)
        self.shared += used.get("sharedCPUs", 0)
        self.memory += amount(used.get("memory", 0))
        self.storage += amount(used.get("storage", 0))
        for node, part in used.get("numa", {}).items():
            self.shared += part.get("sharedCPUs", 0)
            self.node_shared[int(node)] += part.get("sharedCPUs", 0)
            self.memory += amount(part.get("memory", 0))
            self.node_memory[int(node)] += amount(part.get("memory", 0))
            for size, count in part.get("hugepages", {}).items():
                self.node_pages[int(node), amount(size)] += amount(size) * count
        self.had_guests = bool(self.cpus or self.addresses or self.shared or self.memory or self.storage
                               or any(self.node_pages.values()))
        self.guests = 0

    def take_cpu(self, cpu):
        if cpu in self.cpus:
            self.faults.append(f"CPU {cpu} is given twice")
        self.cpus.add(cpu)

    def take_address(self, address):
        if address in self.addresses:
            self.faults.append(f"{address} is given twice")
        self.addresses.add(address)

    def excesses(self):
        name, faults = self.made["name"], list(self.faults)
        free = self.shareable - self.cpus
        if self.shared > len(free) * self.overcommit and self.shared:
            faults.append("too many shared vCPUs")
        for node, count in self.node_shared.items():
            if count > sum(1 for cpu in free if self.node_of[cpu] == node) * self.overcommit and count:
                faults.append(f"too many shared vCPUs on node {node}")
        if self.memory > self.memory_limit:
            faults.append("too much memory")
        faults += [f"too much memory on node {node}" for node, taken in self.node_memory.items() if taken > self.normal]
        faults += [f"too many pages on node {node}" for (node, size), taken in self.node_pages.items()
                   if taken > self.pages.get(size, 0) * size]
        if self.storage > self.storage_limit:
            faults.append("too much storage")
        faults += [f"too much bandwidth of {f}" for f, taken in self.bandwidth.items() if taken > self.functions[f]["speed"]]
        return [f"{name}: {fault}" for fault in faults]

    def load(self):
        isolated_too = len(self.pinnable) if self.has_isolated else 0
        capacity = self.overcommit * (len(self.shareable) + isolated_too)
        used = self.shared + len(self.cpus & self.pinnable) * self.overcommit
        percent = used * 100 // capacity if capacity else 0
        return percent * percent // 100

    def nodes_in_part(self):
        """Nodes some of whose CPUs for pinning are taken, but not all."""
        count = 0
        for node in range(self.nodes):
            own = {cpu for cpu in self.pinnable if self.node_of[cpu] == node}
            count += 0 < len(own & self.cpus) < len(own)
        return count

    def functions_in_part(self):
        return sum(0 < len(self.addresses & set(f["virtual"])) < len(f["virtual"])
                   for f in self.functions.values() if "physicalNetwork" in f)


class Judge:
    def __init__(self, hosts, service, answer):
        self.books = {made["name"]: HostBook(made) for made in hosts["hosts"]}
        self.service = service
        self.faults = []
        self.places = {}
        self.split = self.remote = self.waste = 0
        given = {placement["guest"]: placement for placement in answer["placements"]}
        if set(given) != {g["name"] for g in service["guests"]}:
            self.faults.append("not all guests have a place, or others have")
            return
        for guest in service["guests"]:
            self.take(guest, given[guest["name"]])
        for book in self.books.values():
            self.faults += book.excesses()
        for rule in service.get("rules", ()):
            if rule.get("strict", True) and self.broken_pairs(rule):
                self.faults.append(f"a rule on {rule['guests']} is broken")

    def take(self, guest, place):
        fault = lambda wrong, what: wrong and self.faults.append(f"{guest['name']}: {what}")
        book = self.books.get(place["host"])
        if book is None:
            return fault(True, "is on no host")
        self.places[guest["name"]] = book.made
        book.guests += 1
        fault(not set(guest.get("features", ())) <= set(book.made.get("features", ())), "lacks features")
        fault(not set(guest.get("traits", ())) <= set(book.made.get("traits", ())), "lacks traits")
        fault("zones" in guest and book.made["zone"] not in guest["zones"], "is in another zone")
        fault("hosts" in guest and place["host"] not in guest["hosts"], "is on another host")
        book.storage += amount(guest.get("storage", 0))
        nodes = [cell["node"] for cell in place["cells"]]
        is_dedicated, pages = guest.get("cpus") == "dedicated", guest.get("pages", "normal")
        wanted = guest.get("cells", 0)
        fault(len(set(nodes)) != len(nodes), "has two cells on one node")
        fault(bool(nodes) != (is_dedicated or pages != "normal" or wanted > 0), "floats and should not, or the other way")
        fault(wanted and len(nodes) != wanted, "has not its cells")
        fault(not wanted and guest.get("nodes") == "strict" and len(nodes) > 1, "is on several nodes")
        self.take_cells(guest, place, book, is_dedicated, pages, fault)
        if not wanted:
            self.split += max(len(nodes) - 1, 0)
        self.take_devices(guest, place, book, nodes, fault)
        has_virtual = any(f["virtual"] and "physicalNetwork" in f for f in book.functions.values())
        self.waste += not guest.get("functions") and has_virtual

    def take_cells(self, guest, place, book, is_dedicated, pages, fault):
        cells, vcpus, memory = place["cells"], guest["vcpus"], amount(guest["memory"])
        if not cells:
            book.shared += vcpus
            book.memory += memory
        for index, cell in enumerate(cells):
            node, count = cell["node"], len(cells)
            own_vcpus = (vcpus + count - 1 - index) // count
            own_memory = (memory + count - 1 - index) // count
            size = cell.get("pageSize")
            size = size * 1024 if size else None
            fault((size is None) != (pages == "normal"), "has other pages")
            fault(pages not in ("normal", "huge") and size != amount(pages), "has pages of another size")
            fault(cell["memory"] < own_memory or size and cell["memory"] % size, "has other memory")
            if size is None:
                book.memory += cell["memory"]
                book.node_memory[node] += cell["memory"]
            else:
                book.node_pages[node, size] += cell["memory"]
            fault(len(cell["cpus"]) != (own_vcpus if is_dedicated else 0), "has not its CPUs")
            fault(any(book.node_of.get(cpu) != node or cpu not in book.pinnable for cpu in cell["cpus"]),
                  "has CPUs that are elsewhere, or not for guests")
            if not is_dedicated:
                book.shared += own_vcpus
                book.node_shared[node] += own_vcpus
        own = [cpu for cell in cells for cpu in cell["cpus"]]
        emulator = place["emulatorCPUs"]
        fault(len(emulator) != (1 if is_dedicated and guest.get("emulator") == "isolated" else 0), "has no emulator CPU")
        fault(any(cpu not in book.pinnable or book.node_of[cpu] != cells[0]["node"] for cpu in emulator),
              "has its emulator elsewhere")
        policy = guest.get("threads", "prefer")
        if is_dedicated and policy != "prefer":
            cores = collections.defaultdict(set)
            for cpu, core in book.core_of.items():
                cores[core].add(cpu)
            held = set(own) | set(place["idleCPUs"])
            for cpu in own:
                fault(not cores[book.core_of[cpu]] <= held, "has not whole cores")
                fault(policy == "isolate" and len(cores[book.core_of[cpu]] & set(own)) > 1, "shares a core with itself")
        for cpu in own + emulator + place["idleCPUs"]:
            book.take_cpu(cpu)

    def take_devices(self, guest, place, book, nodes, fault):
        near = lambda node: not nodes or node is None or node in nodes
        wanted = guest.get("functions", ())
        fault(len(wanted) != len(place["functions"]), "has not its functions")
        for need, given in zip(wanted, place["functions"]):
            function = book.functions.get(given["interface"])
            if function is None or function.get("physicalNetwork") != need["physicalNetwork"]:
                fault(True, "has a function that leads elsewhere")
                continue
            allowed = [function["address"]] if need.get("whole") else function["virtual"]
            fault(given["pciAddress"] not in allowed, "has no such function")
            if given["pciAddress"] in book.addresses:
                fault(True, "has a function of others")
            book.take_address(given["pciAddress"])
            if need.get("whole"):
                for address in function["virtual"]:
                    book.take_address(address)
            book.bandwidth[given["interface"]] += need.get("bandwidth", 0)
            affinity = need.get("affinity", "preferred")
            fault(affinity == "strict" and not near(function.get("node")), "has a function that is remote")
            self.remote += affinity != "none" and not near(function.get("node"))
        devices = guest.get("devices", ())
        fault([d.get("count", 1) for d in devices] != [len(d) for d in place["devices"]], "has not its devices")
        for need, given in zip(devices, place["devices"]):
            for address in given:
                device = book.devices.get(address)
                if device is None or any(key in need and need[key] != device[key] for key in ("vendor", "product", "class")):
                    fault(True, "has another device")
                    continue
                book.take_address(address)
                affinity = need.get("affinity", "preferred")
                fault(affinity == "strict" and not near(device.get("node")), "has a device that is remote")
                self.remote += affinity != "none" and not near(device.get("node"))
        switch = guest.get("vhostUser")
        if switch:
            fault(not book.made.get("switch", {}).get("dpdk"), "is where there is no DPDK")
            is_near = not nodes or any(book.node_of[cpu] in nodes for cpu in book.pmd)
            fault(switch.get("affinity") == "strict" and not is_near, "is remote of the switch")
            self.remote += 0 if is_near or switch.get("affinity") == "none" else switch["ports"]

    def broken_pairs(self, rule):
        scope = rule.get("scope", "host")
        domain = {"host": lambda h: h["name"], "zone": lambda h: h["zone"],
                  "group": lambda h: min(h["groups"]) if h.get("groups") else h["name"]}[scope]
        places = [domain(self.places[name]) for name in sorted(set(rule["guests"])) if name in self.places]
        return sum((a == b) != (rule["kind"] == "together") for a, b in itertools.combinations(places, 2))

    def objective(self):
        books, places = self.books.values(), self.places
        terms = dict(split=50 * self.split, remote=20 * self.remote, waste=2 * self.waste)
        is_pack = self.service.get("policy", "pack") == "pack"
        terms["hosts"] = 100 * sum(b.guests > 0 and not b.had_guests for b in books) if is_pack else 0
        terms["load"] = 0 if is_pack else sum(b.load() for b in books)
        terms["node"] = 5 * sum(b.nodes_in_part() for b in books)
        terms["function"] = 3 * sum(b.functions_in_part() for b in books)
        terms["distance"] = 0
        for chain in self.service.get("neighbours", ()):
            for a, b in zip(chain, chain[1:]):
                if places[a]["name"] != places[b]["name"]:
                    terms["distance"] += 10 if places[a]["zone"] == places[b]["zone"] else 30
        terms["wish"] = 200 * sum(self.broken_pairs(r) for r in self.service.get("rules", ()) if not r.get("strict", True))
        return dict(terms, total=sum(terms.values()))
