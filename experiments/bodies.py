"""Write ``bodies/*.toml``: the scenario ``small`` under one, two, four and eight inspectorates.

``python experiments/bodies.py`` writes the files; a test compares them with ``small`` as it is. The
inspectorates of a file are alike and share the visits by diary of one, so that only their number
differs: how many see a signal, and how many think that another will act.
"""

from pathlib import Path

from culturesim.scenario import load_scenario

FOLDER = Path(__file__).with_name("bodies")
NUMBERS = (1, 2, 4, 8)
SUMMARY = "As the scenario small, watched by inspectorates that are alike."


def name(number: int) -> str:
    """File of a number of bodies, so that names sort by number."""
    return f"{number}-{'body' if number == 1 else 'bodies'}.toml"


def text(number: int) -> str:
    """Scenario file with a number of bodies."""
    organisation = load_scenario("small").to_toml().partition("[organisation]")[2]
    made = f"""# Written by `python experiments/bodies.py`: change that instead.
title = "The small hospital, {name(number).removesuffix(".toml").replace("-", " ")}"
summary = "{SUMMARY}"
start = 2005-01-01
days = 1825
warm_up_days = 90

[organisation]{organisation.partition("[parameters]")[0].rstrip()}
"""
    for k in range(1, number + 1):
        made += f'\n[[regulators]]\nname = "Inspectorate {k}"\nkind = "quality"\nremit = "all"\n'
        made += f"rel_interval = {number}.0\n"
    return made


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for number in NUMBERS:
        (FOLDER / name(number)).write_text(text(number), encoding="utf-8")
