# Manifold's commands. Each does the set-up that it needs; all of it is quick where it is done already.
#
#   make build       a release build: .build/release/manifold
#   make test        what CI runs: lint, a debug build, all tests, and runs on real guests
#   make test-all    that, the demo on a release build, all benchmarks, and the tests on OVS-DPDK and nested machines
#   make test-sriov  guests on a virtual function of a network card and on a vDPA device, on nested machines with such
#   make test-numa   a guest on the NUMA node that was planned, on a nested machine with two
#   make lint        formatting and the rules of Docs/Architecture/overview.md
#   make demo        the service chain from descriptor to traffic, and away again; with DATAPLANE=dpdk on OVS-DPDK
#   make test-hosts  three hosts in namespaces: a service over them, migration, a host that dies; then hosts over TLS and SSH
#   make test-guests guests with what their descriptors ask for: cards, Linux bridges, macvtaps, UEFI, watchdogs, discs
#   make test-dpdk   three guests in a row over OVS-DPDK, with huge pages and without
#   make bench       all benchmarks, or some: make bench NAME='idle start'
#   make fuzz        coverage-guided fuzzing of the readers, FUZZ_SECONDS (600) for each target: make fuzz FUZZ='yaml package'
#   make images      the guests' disks, in .build/images
#   make packages    the CSARs of Descriptors/, in .build/packages
#   make clean-lab   ends labs that were left behind

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

export PATH := $(PATH):/usr/sbin:/sbin
CHECKED := --explicit-target-dependency-import-check error
PROGRAM ?= .build/release/manifold
NAME ?=
DATAPLANE ?= ovs
FUZZ ?=

.PHONY: build test test-all test-dpdk test-guests test-hosts test-sriov test-numa lint demo bench fuzz images packages clean-lab setup setup-build

build: setup-build
	swift build -c release --product manifold $(CHECKED)

test: setup
	Deploy/test

test-all: test demo test-guests test-dpdk test-hosts bench test-sriov test-numa
	Tests/Scripts/signing $(PROGRAM)

# These take the newer of the release and the debug build; with neither, they make a debug build.
test-sriov: setup
	Tests/Scripts/sriov
	Tests/Scripts/vdpa

test-numa: setup
	Tests/Scripts/numa

test-hosts: setup images build
	Deploy/test-hosts --program $(PROGRAM)
	Tests/Scripts/remote $(PROGRAM)
	Tests/Scripts/neighbours $(PROGRAM)

lint: setup-build
	Deploy/lint

demo: setup images build
	$(if $(filter dpdk,$(DATAPLANE)),Deploy/setup --dpdk)
	Deploy/demo --program $(PROGRAM) --dataplane $(DATAPLANE)

test-guests: setup images build
	Tests/Scripts/guests $(PROGRAM)

test-dpdk: setup images build
	Deploy/setup --dpdk
	Tests/Scripts/dpdk $(PROGRAM)

bench: setup images build
	Deploy/bench $(NAME)

fuzz: setup-build
	Deploy/fuzz $(FUZZ)

images: setup
	Deploy/images/build
	Deploy/images/build-tiny

packages: images build
	Deploy/packages $(PROGRAM)

clean-lab:
	for lab in $$(Deploy/lab list); do Deploy/lab down "$$lab"; done

setup:
	Deploy/setup

setup-build:
	Deploy/setup --build-only
