"""Times peftbench and Hugging Face peft in turns, on equal weights, batch and method; see ./run."""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAUNCHER = HERE.parents[1] / "peftbench"
WARM = 3  # steps of each process that are not counted
METHODS = "full,lora,dora,adalora,ia3,loha,lokr,prefix-tuning,prompt-tuning,oft,vera,propulsion,bitfit"
# peft counts positions from behind a prefix on BERT.
CONFIGS = {"prefix-tuning": {"shift_positions": True}}


def run(command):
    environment = dict(os.environ, OMP_NUM_THREADS="2", MKL_NUM_THREADS="2")
    done = subprocess.run([str(part) for part in command], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def ours(what, model, method, batch, steps, folder):
    config = json.dumps(CONFIGS.get(method, {}))
    return run([LAUNCHER, "bench", "steps", what, model, method, config, batch, steps, folder])


def theirs(folder, method, steps):
    return run([sys.executable, HERE / "theirs.py", folder, method, steps])


def compare(model, method, options):
    folder = HERE.parent / "target" / "side-by-side" / model / method
    if not folder.exists():
        ours("prepare", model, method, options.batch, 0, folder)
    pairs = []
    for _ in range(options.rounds):
        here = ours("time", model, method, options.batch, options.steps, folder)
        there = theirs(folder, method, options.steps)
        difference = max(abs(a - b) for a, b in zip(here["logits"], there["logits"], strict=True))
        assert difference < 1e-4, f"{method}: logits differ by {difference}: not the same computation"
        assert here["trained"] == there["trained"], f"{method}: {here['trained']} trained here, {there['trained']} there"
        pairs.append((here, there))
    times = [[step for pair in pairs for step in pair[side]["seconds"][WARM:]] for side in (0, 1)]
    rounds = [statistics.median(a["seconds"][WARM:]) / statistics.median(b["seconds"][WARM:]) for a, b in pairs]
    peaks = [statistics.median(pair[side]["peak"] for pair in pairs) for side in (0, 1)]
    mine, other = (statistics.median(side) * 1e3 for side in times)
    return (
        f"| {model} | {method} | {mine:.0f} | {other:.0f} | {mine / other:.2f} | {min(rounds):.2f} to {max(rounds):.2f} |"
        f" {peaks[0] / 2**20:.0f} | {peaks[1] / 2**20:.0f} | {peaks[0] / peaks[1]:.2f} |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", default="all-minilm-l6-v2,bert-base-uncased")
    parser.add_argument("--methods", default=METHODS)
    parser.add_argument("--batch", default="16x128")
    parser.add_argument("--steps", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.steps <= WARM:
        parser.error(f"--steps must be above {WARM}, the steps that are not counted")
    print("| model | method | ours, ms | theirs, ms | ratio | by round | ours, MiB | theirs, MiB | ratio |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for model in options.models.split(","):
        for method in options.methods.split(","):
            print(compare(model, method, options), flush=True)


if __name__ == "__main__":
    main()
