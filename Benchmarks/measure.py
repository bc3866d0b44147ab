"""Runs each case with each peer in turn, and prints medians in seconds and ratios to Slipway's.

A peer or a case that cannot run says so, and the others go on.
"""

import argparse
import os
import sys

import beginnings
import cases
import containers
import forecasts
import growth
import peers
import transfers
from cases import FLOOR
from timing import CannotRun, Figure

CASES = [*transfers.CASES, *cases.CASES, *forecasts.CASES, *containers.CASES, *beginnings.CASES]
NAMES = [*[case.name for case in CASES], *[curve.name for curve in growth.CURVES]]


def measure(case, wanted, repeat):
    """Figures by variant and peer. The peers take turns, so that a busy moment is everyone's."""
    figures = {}
    failed = set()
    for _ in range(repeat):
        for peer in wanted:
            if peer in failed:
                continue
            try:
                for variant, figure in case.round(peer):
                    figures.setdefault(variant, {}).setdefault(peer, []).append(figure)
            except CannotRun as reason:
                failed.add(peer)
                print(f"{case.name}: no figure for {peer}: {reason}", file=sys.stderr, flush=True)
    return figures


def show(case, figures, wanted, load):
    heads = "".join(f"{peer:>10}" for peer in wanted)
    print(f"\n{case.name:<20}{'':<18}{heads}   best peer / slipway   cpu s    MB   load {load:.1f}")
    for variant, taken in figures.items():
        medians = {peer: Figure.median(taken[peer]) for peer in wanted if peer in taken}
        cells = "".join(f"{medians[peer].seconds:>10.3f}" if peer in medians else f"{'–':>10}" for peer in wanted)
        own = medians.get("slipway")
        rivals = [figure.seconds for peer, figure in medians.items() if peer not in ("slipway", FLOOR)]
        ratio = f"{min(rivals) / own.seconds:>17.1f} x" if rivals and own else f"{'–':>19}"
        processor = f"{own.processor:>10.2f}" if own and own.processor is not None else f"{'–':>10}"
        memory = f"{own.megabytes:>6.0f}" if own and own.megabytes is not None else f"{'–':>6}"
        print(f"{'':<20}{variant:<18}{cells}{ratio}   {processor}{memory}", flush=True)


def ready():
    try:
        archive = peers.make_base()
    except CannotRun as reason:
        sys.exit(f"There is no base image {peers.BASE}, so nothing can be measured: {reason}")
    for name, reason in peers.take_base(archive):
        print(f"{name} is left out of what needs the base image: {reason}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=5, help="how often each case is measured; curves have their own count")
    parser.add_argument("--peers", help="of a case's peers, these alone, with commas; slipway is always among them")
    parser.add_argument("--largest", type=int, metavar="SIZE", help="where the curves of growth end, if not at their own end")
    parser.add_argument("--list", action="store_true", help="print the names of all cases")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    options = parser.parse_args()
    if options.list:
        return print("\n".join(NAMES))
    for name in options.cases:
        if name not in NAMES:
            parser.error(f"there is no case {name}; --list names them all")
    ready()
    chosen = options.cases or NAMES
    for case in CASES:
        if case.name in chosen:
            load = os.getloadavg()[0]
            only = options.peers.split(",") if options.peers else case.peers
            wanted = [peer for peer in case.peers if peer in only or peer == "slipway"]
            show(case, measure(case, wanted, options.repeat), wanted, load)
    for curve in growth.CURVES:
        if curve.name in chosen:
            growth.show(curve, options.largest)


main()
