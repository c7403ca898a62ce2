"""The problem and the objective of Docs/Architecture/placement.md for OR-Tools' CP-SAT.

    solve.py HOSTS SERVICE SECONDS WORKERS

Prints {"status", "objective", "bound", "seconds", "placements"}: the seconds are the solver's own, without the making of
the model; placements are in the form of `manifold plan --json`. Needs ortools.
"""

import collections
import itertools
import json
import sys

from ortools.sat.python import cp_model

from check import HostBook, amount

Config = collections.namedtuple("Config", "host nodes cells memory size split var")


class Node:
    def __init__(self, book, number):
        own = {cpu for cpu in book.pinnable if book.node_of[cpu] == number}
        free = own - book.cpus
        self.cores = collections.defaultdict(list)
        for cpu in sorted(free):
            self.cores[book.core_of[cpu]].append(cpu)
        self.whole = [cpus for cpus in self.cores.values() if len(cpus) == book.threads]
        self.single = sorted(cpu for cpus in self.cores.values() if len(cpus) != book.threads for cpu in cpus)
        self.pinnable, self.pinned = len(own), len(own & book.cpus)
        self.shareable = sum(1 for cpu in book.shareable - book.cpus if book.node_of[cpu] == number)
        self.has_pmd = any(book.node_of[cpu] == number for cpu in book.pmd)


class Model:
    def __init__(self, hosts, service):
        self.service, self.guests = service, service["guests"]
        self.books = [HostBook(made) for made in hosts["hosts"]]
        self.nodes = {(h, n): Node(b, n) for h, b in enumerate(self.books) for n in range(b.nodes)}
        self.model = cp_model.CpModel()
        self.cost = []
        self.of_guest = [self.configs(g) for g in range(len(self.guests))]
        self.here = [[sum(c.var for c in configs if c.host == h) for h in range(len(self.books))]
                     for configs in self.of_guest]
        for configs in self.of_guest:
            self.model.add_exactly_one(c.var for c in configs) if configs else self.model.add_bool_or([])
        self.limits()
        self.functions()
        self.devices()
        self.rules()
        self.costs()
        self.model.minimize(sum(self.cost))

    def bool(self, name=""):
        return self.model.new_bool_var(name)

    # Where a guest can be

    def eligible(self, guest, book):
        made = book.made
        return (set(guest.get("features", ())) <= set(made.get("features", ()))
                and set(guest.get("traits", ())) <= set(made.get("traits", ()))
                and ("zones" not in guest or made["zone"] in guest["zones"])
                and ("hosts" not in guest or made["name"] in guest["hosts"])
                and (not guest.get("vhostUser") or made.get("switch", {}).get("dpdk", False)))

    def layouts(self, guest):
        """Cells as (vCPUs, bytes), page size or None, and nodes beyond the fewest."""
        vcpus, memory = guest["vcpus"], amount(guest["memory"])
        pages = guest.get("pages", "normal")
        sizes = [None] if pages == "normal" else sorted({s for b in self.books for s in b.pages})
        if pages not in ("normal", "huge"):
            sizes = [amount(pages)]
        bound = guest.get("cpus") == "dedicated" or pages != "normal"
        wanted = guest.get("cells", 0)
        if not wanted and not bound:
            return [((), None, 0)]
        most = 1 if guest.get("nodes") == "strict" else max(1, min(vcpus, max(b.nodes for b in self.books)))
        counts = [wanted] if wanted else range(1, most + 1)
        cells = lambda count: tuple(
            ((vcpus + count - 1 - i) // count, (memory + count - 1 - i) // count) for i in range(count))
        return [(cells(count), size, 0 if wanted else count - 1) for count in counts for size in sizes]

    def taken(self, guest, vcpus, is_first, threads):
        """Whole cores and single threads of a cell."""
        emulator = 1 if is_first and guest.get("emulator") == "isolated" else 0
        policy = guest.get("threads", "prefer")
        if policy == "prefer":
            return 0, vcpus + emulator
        return (vcpus, emulator) if policy == "isolate" else (-(-vcpus // threads), emulator)

    def configs(self, number):
        guest, found = self.guests[number], []
        for h, book in enumerate(self.books):
            if not self.eligible(guest, book):
                continue
            for cells, size, split in self.layouts(guest):
                memory = [b if size is None else -(-b // size) * size for _, b in cells]
                alike = len(set(cells)) <= 1 and guest.get("emulator") != "isolated"
                choose = itertools.combinations if alike else itertools.permutations
                for nodes in choose(range(book.nodes), len(cells)):
                    if all(size is None or size in book.pages and m <= book.pages[size] * size for m in memory):
                        found.append(Config(h, nodes, cells, memory, size, split, self.bool(f"g{number}h{h}")))
        return found

    # What hosts have

    def limits(self):
        shared, memory, storage = (collections.defaultdict(list) for _ in range(3))
        node_shared, node_memory, node_pages, whole, single = (collections.defaultdict(list) for _ in range(5))
        pinned = collections.defaultdict(list)
        for guest, configs in zip(self.guests, self.of_guest):
            is_dedicated = guest.get("cpus") == "dedicated"
            for c in configs:
                threads = self.books[c.host].threads
                storage[c.host].append(amount(guest.get("storage", 0)) * c.var)
                if not is_dedicated:
                    shared[c.host].append(guest["vcpus"] * c.var)
                if not c.nodes:
                    memory[c.host].append(amount(guest["memory"]) * c.var)
                for index, node in enumerate(c.nodes):
                    key = c.host, node
                    if is_dedicated:
                        w, s = self.taken(guest, c.cells[index][0], index == 0, threads)
                        whole[key].append(w * c.var)
                        single[key].append(s * c.var)
                        pinned[key].append((w * threads + s) * c.var)
                    else:
                        node_shared[key].append(c.cells[index][0] * c.var)
                    if c.size is None:
                        node_memory[key].append(c.memory[index] * c.var)
                        memory[c.host].append(c.memory[index] * c.var)
                    else:
                        node_pages[(*key, c.size)].append(c.memory[index] // c.size * c.var)
        self.pinned, self.shared = {k: sum(v) for k, v in pinned.items()}, {k: sum(v) for k, v in shared.items()}
        add = self.model.add
        for (h, n), node in self.nodes.items():
            key, book = (h, n), self.books[h]
            w, s, p = sum(whole[key]), sum(single[key]), sum(pinned[key])
            if whole[key]:
                add(w <= len(node.whole))
                add(s + book.threads * w <= book.threads * len(node.whole) + len(node.single))
            if node_memory[key]:
                add(sum(node_memory[key]) <= book.normal - book.node_memory[n])
            if node_shared[key]:
                lost = 0 if book.has_isolated else p
                add(sum(node_shared[key]) + book.node_shared[n] <= (node.shareable - lost) * book.overcommit)
            for size, count in book.pages.items():
                if node_pages[(h, n, size)]:
                    add(sum(node_pages[(h, n, size)]) <= count - book.node_pages[n, size] // size)
        for h, book in enumerate(self.books):
            shareable = sum(self.nodes[h, n].shareable for n in range(book.nodes))
            lost = 0 if book.has_isolated else sum(self.pinned.get((h, n), 0) for n in range(book.nodes))
            if shared[h] or book.shared:
                add(sum(shared[h]) + book.shared <= (shareable - lost) * book.overcommit)
            if memory[h]:
                add(sum(memory[h]) <= book.memory_limit - book.memory)
            if storage[h]:
                add(sum(storage[h]) <= book.storage_limit - book.storage)

    def near(self, number, host, node):
        """1 where the guest is on the host and the node is near."""
        return sum(c.var for c in self.of_guest[number]
                   if c.host == host and (not c.nodes or node is None or node in c.nodes))

    def give(self, number, affinity, choices):
        """One of some (host, node) for a guest; the variables."""
        picked = [self.bool() for _ in choices]
        self.model.add_exactly_one(picked) if picked else self.model.add_bool_or([])
        remote = self.bool() if affinity == "preferred" else None
        for h in range(len(self.books)):
            own = [p for p, (host, _) in zip(picked, choices) if host == h]
            self.model.add(sum(own) == self.here[number][h])
        for p, (h, node) in zip(picked, choices):
            if affinity == "strict":
                self.model.add(p <= self.near(number, h, node))
            elif affinity == "preferred":
                self.model.add(p - self.near(number, h, node) <= remote)
        if remote is not None:
            self.cost.append(20 * remote)
        return picked

    def functions(self):
        known = [(h, f) for h, b in enumerate(self.books) for f in b.functions.values() if "physicalNetwork" in f]
        self.free = [sum(a not in self.books[h].addresses for a in f["virtual"]) for h, f in known]
        virtual, whole, rate = ([[] for _ in known] for _ in range(3))
        self.picked_functions = []
        for number, guest in enumerate(self.guests):
            for need in guest.get("functions", ()):
                fits = [i for i, (h, f) in enumerate(known) if f["physicalNetwork"] == need["physicalNetwork"]
                        and (not need.get("whole") or self.free[i] == len(f["virtual"])
                             and f["address"] not in self.books[h].addresses)]
                picked = self.give(number, need.get("affinity", "preferred"),
                                   [(known[i][0], known[i][1].get("node")) for i in fits])
                self.picked_functions.append((number, need, [(known[i], p) for i, p in zip(fits, picked)]))
                for i, p in zip(fits, picked):
                    (whole if need.get("whole") else virtual)[i].append(p)
                    rate[i].append(need.get("bandwidth", 0) * p)
        for i, (h, f) in enumerate(known):
            total = len(f["virtual"])
            taken, all_of_it = sum(virtual[i]), sum(whole[i])
            if virtual[i] or whole[i]:
                self.model.add(taken + self.free[i] * all_of_it <= self.free[i])
                self.model.add(all_of_it <= 1)
                # A function without VFs of its own bounds nothing above.
                for v in virtual[i] if whole[i] else ():
                    self.model.add(v + all_of_it <= 1)
                if "speed" in f:
                    self.model.add(sum(rate[i]) <= f["speed"] - self.books[h].bandwidth[f["name"]])
            self.part(3, total - self.free[i] + taken + self.free[i] * all_of_it, total, total - self.free[i] > 0,
                      virtual[i] + whole[i])

    def devices(self):
        pools = collections.defaultdict(list)
        for h, book in enumerate(self.books):
            for address, device in book.devices.items():
                if address not in book.addresses:
                    key = h, device.get("node"), device["vendor"], device["product"], device.get("class", "ff00")
                    pools[key].append(address)
        keys, taken = list(pools), collections.defaultdict(list)
        self.picked_devices = []
        for number, guest in enumerate(self.guests):
            for position, need in enumerate(guest.get("devices", ())):
                fits = [k for k in keys if all(w is None or w == k[i] for i, w in (
                    (2, need.get("vendor")), (3, need.get("product")), (4, need.get("class"))))]
                for _ in range(need.get("count", 1)):
                    picked = self.give(number, need.get("affinity", "preferred"), [(k[0], k[1]) for k in fits])
                    self.picked_devices.append((number, position, list(zip(fits, picked))))
                    for k, p in zip(fits, picked):
                        taken[k].append(p)
        self.pools = pools
        for k, variables in taken.items():
            self.model.add(sum(variables) <= len(pools[k]))

    def part(self, weight, used, total, is_begun, variables):
        """Costs where 0 < used < total."""
        if total == 0 or not variables and not is_begun:
            return
        if not variables:
            self.cost.append(weight if used < total else 0)
            return
        full = self.bool()
        self.model.add(used >= total).only_enforce_if(full)
        if is_begun:
            self.cost.append(weight - weight * full)
            return
        begun = self.bool()
        for variable in variables:
            self.model.add_implication(variable, begun)
        self.model.add_implication(full, begun)
        self.cost.append(weight * begun - weight * full)

    # Rules

    def domains(self, scope):
        name = {"host": lambda m: m["name"], "zone": lambda m: m["zone"],
                "group": lambda m: min(m["groups"]) if m.get("groups") else m["name"]}[scope]
        found = collections.defaultdict(list)
        for h, book in enumerate(self.books):
            found[name(book.made)].append(h)
        return list(found.values())

    def together(self, a, b, domains):
        """For each list of hosts a variable, 1 only where both guests are on those hosts."""
        found = []
        for hosts in domains:
            found.append(self.bool())
            for guest in (a, b):
                self.model.add(found[-1] <= sum(self.here[guest][h] for h in hosts))
        self.model.add_at_most_one(found)
        return sum(found)

    def rules(self):
        index = {g["name"]: i for i, g in enumerate(self.guests)}
        for rule in self.service.get("rules", ()):
            members = sorted({index[name] for name in rule["guests"]})
            domains = self.domains(rule.get("scope", "host"))
            inside = [[sum(self.here[m][h] for h in hosts) for m in members] for hosts in domains]
            if rule.get("strict", True):
                for counts in inside:
                    if rule["kind"] == "apart":
                        self.model.add(sum(counts) <= 1)
                    else:
                        for other in counts[1:]:
                            self.model.add(other == counts[0])
                continue
            for a, b in itertools.combinations(range(len(members)), 2):
                if rule["kind"] == "together":
                    self.cost.append(200 - 200 * self.together(members[a], members[b], domains))
                else:
                    broken = self.bool()
                    for counts in inside:
                        self.model.add(counts[a] + counts[b] - 1 <= broken)
                    self.cost.append(200 * broken)
        hosts, zones = self.domains("host"), self.domains("zone")
        for chain in self.service.get("neighbours", ()):
            for a, b in zip(chain, chain[1:]):
                a, b = index[a], index[b]
                if a != b:
                    self.cost.append(30 - 20 * self.together(a, b, zones) - 10 * self.together(a, b, hosts))

    # What it costs

    def costs(self):
        is_pack = self.service.get("policy", "pack") == "pack"
        for h, book in enumerate(self.books):
            if is_pack and not book.had_guests:
                used = self.bool()
                for number in range(len(self.guests)):
                    self.model.add(self.here[number][h] <= used)
                self.cost.append(100 * used)
            if not is_pack:
                self.load(h, book)
            for n in range(book.nodes):
                node = self.nodes[h, n]
                pinned = [c.var for g, configs in zip(self.guests, self.of_guest) if g.get("cpus") == "dedicated"
                          for c in configs if c.host == h and n in c.nodes]
                self.part(5, node.pinned + self.pinned.get((h, n), 0), node.pinnable, node.pinned > 0, pinned)
        for number, (guest, configs) in enumerate(zip(self.guests, self.of_guest)):
            switch = guest.get("vhostUser")
            for c in configs:
                cost = 50 * c.split
                book = self.books[c.host]
                if not guest.get("functions") and any(
                        f["virtual"] and "physicalNetwork" in f for f in book.functions.values()):
                    cost += 2
                if switch and c.nodes and not any(self.nodes[c.host, n].has_pmd for n in c.nodes):
                    affinity = switch.get("affinity", "preferred")
                    if affinity == "strict":
                        self.model.add(c.var == 0)
                    elif affinity == "preferred":
                        cost += 20 * switch["ports"]
                if cost:
                    self.cost.append(cost * c.var)

    def load(self, h, book):
        isolated_too = len(book.pinnable) if book.has_isolated else 0
        capacity = book.overcommit * (len(book.shareable) + isolated_too)
        if not capacity:
            return
        pinned = sum(self.pinned.get((h, n), 0) + self.nodes[h, n].pinned for n in range(book.nodes))
        used = book.shared + self.shared.get(h, 0) + book.overcommit * pinned
        percent = self.model.new_int_var(0, 100, "")
        self.model.add(percent * capacity <= 100 * used)
        self.model.add(percent * capacity + capacity - 1 >= 100 * used)
        cost = self.model.new_int_var(0, 100, "")
        self.model.add_element(percent, [p * p // 100 for p in range(101)], cost)
        self.cost.append(cost)

    # The answer

    def solve(self, seconds, workers):
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        status = solver.solve(self.model)
        answer = {"status": solver.status_name(status), "seconds": solver.wall_time}
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            answer |= {"objective": round(solver.objective_value), "bound": solver.best_objective_bound,
                       "placements": self.placements(solver.boolean_value)}
        return answer

    def placements(self, is_true):
        """Seats become CPUs, functions and devices by number; those that need whole cores come first."""
        chosen = [next(c for c in configs if is_true(c.var)) for configs in self.of_guest]
        made = [None] * len(chosen)
        for number in sorted(range(len(chosen)), key=lambda i: self.guests[i].get("threads", "prefer") == "prefer"):
            guest, c = self.guests[number], chosen[number]
            place = made[number] = {"guest": guest["name"], "host": self.books[c.host].made["name"], "cells": [],
                                    "emulatorCPUs": [], "idleCPUs": [], "functions": [], "devices": []}
            for index, n in enumerate(c.nodes):
                cpus, node = [], self.nodes[c.host, n]
                if guest.get("cpus") == "dedicated":
                    policy = guest.get("threads", "prefer")
                    cpus = self.cpus(node, c.cells[index][0], policy, place["idleCPUs"])
                    if index == 0 and guest.get("emulator") == "isolated":
                        place["emulatorCPUs"] = self.cpus(node, 1, "prefer", place["idleCPUs"])
                cell = {"node": n, "cpus": cpus, "memory": c.memory[index]}
                if c.size:
                    cell["pageSize"] = c.size // 1024
                place["cells"].append(cell)
        for number, need, picked in self.picked_functions:
            h, function = next(f for f, p in picked if is_true(p))
            address = function["address"]
            if not need.get("whole"):
                address = next(a for a in function["virtual"] if a not in self.books[h].addresses)
                self.books[h].addresses.add(address)
            made[number]["functions"].append({"interface": function["name"], "pciAddress": address})
        for number, position, picked in self.picked_devices:
            given = made[number]["devices"]
            while len(given) <= position:
                given.append([])
            given[position].append(self.pools[next(k for k, p in picked if is_true(p))].pop(0))
        return made

    @staticmethod
    def cpus(node, count, policy, idle):
        taken = []
        while len(taken) < count:
            left = count - len(taken)
            if policy == "prefer" and (not node.whole or left < len(node.whole[0])) and node.single:
                taken.append(node.single.pop(0))
                continue
            core = node.whole.pop(0)
            most = 1 if policy == "isolate" else left
            taken += core[:most]
            (node.single if policy == "prefer" else idle).extend(core[most:])
        return taken


def main():
    with open(sys.argv[1]) as hosts, open(sys.argv[2]) as service:
        model = Model(json.load(hosts), json.load(service))
    print(json.dumps(model.solve(float(sys.argv[3]), int(sys.argv[4]))))


if __name__ == "__main__":
    main()
