"""Studies with known answers: made hospitals whose failing and catching follow a stated rule."""

import numpy as np
import pandas as pd

from culturesim.experiments.analysis import Study


def rows_of(points: pd.DataFrame, replicates: int, outcomes) -> pd.DataFrame:
    """Rows of a store: ``outcomes`` maps (points, replicate, generator) to columns."""
    frames = []
    for r in range(replicates):
        rng = np.random.default_rng([7, r])
        frame = pd.DataFrame({"point": points["point"], "replicate": r, "seed": 100 + r,
                              "status": "done", "message": "", "seconds": 0.1})  # fmt: skip
        frames.append(frame.assign(**outcomes(points, r, rng)))
    return pd.concat(frames, ignore_index=True)


def hospitals(points: pd.DataFrame, replicate: int, rng) -> dict:
    """Failing is likelier with few staff and fear; the open are caught by the board, and sooner."""
    fear, staffing = points["fear"].to_numpy(), points["staffing"].to_numpy()
    opens = points["transparency"].to_numpy() if "transparency" in points else 0.5
    luck = rng.uniform(size=(3, len(points)))
    p_fail = 1.0 / (1.0 + np.exp(-(9.0 * (0.95 - staffing) + 5.0 * (fear - 0.5))))
    failing = luck[0] < p_fail
    board = failing & (luck[1] < opens * (1.0 - fear))
    regulator = failing & ~board & (luck[2] < 0.45)
    by = np.where(board, "board", np.where(regulator, "regulator", "nobody"))
    days = np.where(board, 60 + 200 * fear, 500 + 300 * fear) * (0.8 + 0.4 * luck[1])
    harm = 8.0 + 10.0 * np.maximum(0.0, 1.0 - staffing) + 6.0 * fear + rng.normal(0, 0.5, len(fear))
    return {
        "preventable_harm_rate": harm,
        "voice_share": np.clip(0.6 - 0.5 * fear + rng.normal(0, 0.02, len(fear)), 0, 1),
        "is_failing": failing.astype(float),
        "failing_day": np.where(failing, 200.0, np.nan),
        "caught_after": np.where(by == "nobody", np.nan, days),
        "caught_by": by,
    }


def grid(**levels) -> pd.DataFrame:
    """All combinations of levels, with a column ``point``."""
    crossed = pd.MultiIndex.from_product(levels.values(), names=levels.keys())
    frame = crossed.to_frame(index=False)
    frame.insert(0, "point", range(len(frame)))
    return frame


def cube(n: int, *names: str, seed: int = 1) -> pd.DataFrame:
    """Uniform points with a column ``point``."""
    x = np.random.default_rng(seed).uniform(size=(n, len(names)))
    frame = pd.DataFrame(x, columns=list(names))
    frame.insert(0, "point", range(n))
    return frame


def dials_study(replicates: int = 20) -> Study:
    """A grid of the three dials."""
    points = grid(fear=[0.0, 0.2, 0.4, 0.6, 0.8, 1.0], staffing=[0.7, 0.8, 0.9, 1.0, 1.1],
                  transparency=[0.0, 0.5, 1.0])  # fmt: skip
    return Study.of("dials", "grid", points, rows_of(points, replicates, hospitals),
                    title="Fear, staffing and transparency", about={"days": 1825})  # fmt: skip


def sampled_study(n: int = 600, replicates: int = 4) -> Study:
    """A Latin-hypercube-like sample with two idle factors."""
    points = cube(n, "fear", "staffing", "transparency", "idle")
    points["staffing"] = 0.6 + 0.6 * points["staffing"]
    points["huddles"] = np.arange(n) % 2 == 0
    points["region"] = np.array(["north", "south", "west"])[np.arange(n) % 3]
    return Study.of("sample", "lhs", points, rows_of(points, replicates, hospitals),
                    title="What makes hospitals fail unseen")  # fmt: skip


EFFECT = {"huddles": -10.0, "retention": -30.0, "agency-cap": 20.0, "learning-cycle": -25.0}
PRICE = {"huddles": 5.0, "retention": 200.0, "agency-cap": -300.0, "learning-cycle": 40.0}


def levers_study(replicates: int = 20) -> Study:
    """Four levers alone and in pairs; huddles with a learning cycle do 15 beyond their sum."""
    names = list(EFFECT)
    chosen = [set(), *({n} for n in names)]
    chosen += [{a, b} for k, a in enumerate(names) for b in names[k + 1 :]]
    points = pd.DataFrame([{n: float(n in c) for n in names} for c in chosen])
    points.insert(0, "point", range(len(points)))

    def outcomes(p, replicate, rng):
        luck = rng.normal(0, 20.0) + rng.normal(0, 3.0, len(p))
        both = (p["huddles"] * p["learning-cycle"]).to_numpy()
        harms = 300.0 + luck + sum(p[n].to_numpy() * EFFECT[n] for n in names) - 15.0 * both
        return {
            "preventable_harms": harms,
            "cost_money": 1000.0 * sum(p[n].to_numpy() * PRICE[n] for n in names),
            "is_failing": 1.0,
            "caught_by": "board",
            "caught_after": 400.0 - 100.0 * p["huddles"].to_numpy() + rng.normal(0, 9, len(p)),
        }

    return Study.of("levers", "table", points, rows_of(points, replicates, outcomes),
                    title="Levers alone and in pairs")  # fmt: skip


def loop_study(replicates: int = 20) -> Study:
    """Voice collapses at blame 0.6 in calm hospitals and returns at 0.4 in fearful ones."""
    points = grid(start=["calm", "fearful"], blame=np.linspace(0.0, 0.9, 10).tolist())

    def outcomes(p, replicate, rng):
        at = np.where(p["start"] == "calm", 0.6, 0.4) + rng.normal(0, 0.02)
        voice = 0.1 + 0.7 / (1.0 + np.exp((p["blame"] - at) / 0.02))
        return {"voice_share": voice, "fear_end": 0.9 - voice}

    return Study.of("loop", "grid", points, rows_of(points, replicates, outcomes),
                    title="Hysteresis of fear")  # fmt: skip
