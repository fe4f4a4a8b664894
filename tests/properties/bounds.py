"""What every column of the state may hold."""

import numpy as np

from culturesim.state.schema import SCHEMA

from .worlds import column

# Shares, beliefs and probabilities.
UNIT = """
staff: fear futility norm tolerance tolerance_seen risk_belief skill conviction
staff: contacts_left enforcement concern energy
team: event_severity
ward: overtime missed_care fear_mean futility_mean energy_mean voice_mean
ward: challenge diverted know_how huddle
patient: powerlessness
manager: blame attention pressure_felt badness filter handover
hospital: occupancy attention pressure scrutiny true_view division_view executive_view board_view
hospital: board_picture score_fill score_ratio score_complaints score_reports score_escalated
hospital: fill community_futility seen_in_time seen_reported target_level target_pressure
hospital: target_effort target_gaming readiness preparing sanction_pressure sanction_blame
hospital: sanction_support round_view handover public_attention evidence change reform_load
hospital: posts_granted stigma
"""
# Amounts: never below zero. A patient's risk passes 1 only where the mean risk of a scenario is far
# above any hospital's; what is drawn against it is capped.
AMOUNT = """
ward: arrival_rate need_share need capacity pressure corner rel_death problems problem_inflow
ward: hazard hazard_gathered
ward: moral_mean standard_mean rn_usual lessons common practice heard_today cusum
ward: observed_deaths expected_deaths
patient: acuity missed_sum risk
manager: heard inbox
hospital: observed expected complaints reports harm_rate unresolved wait_median rel_wait
hospital: families_apart campaign outside_score letters_score finding_score press_faces stories
hospital: outcry recommendations recommendations_open recommendations_done
hospital: recommendations_listed
oversight: statistical soft score returns
hospital: shared_statistical shared_soft shared_returns sharing calm rel_posts
regulator: left rel_threshold rel_interval rel_reliance
staff: post_rank standard moral_load
"""
FREE = {"staff.disposition", "hospital.ratio_current", "hospital.ratio", "hospital.funnel_z"}
FREE |= {"hospital.own_fear", "hospital.own_initial_fear", "hospital.own_blame"}
FREE |= {"hospital.own_attention", "hospital.own_pressure", "hospital.own_coding"}
FREE |= {"hospital.rating", "regulator.capacity", "regulator.own_deterrence"}
FREE |= {"manager.style_blame"}
FREE |= {f"hospital.tone_{what}" for what in ("blame", "attention", "money")}
SLACK = 1e-12


def _names(text):
    found = set()
    for line in text.strip().splitlines():
        population, names = line.split(":")
        found |= {f"{population}.{name}" for name in names.split()}
    return found


UNIT_COLUMNS = _names(UNIT)
AMOUNT_COLUMNS = _names(AMOUNT)


def faults(world):
    """One line for every column that holds what it may not."""
    found = []
    for spec in SCHEMA:
        name = f"{spec.population}.{spec.name}"
        values = column(world, name)
        if not np.isfinite(values).all():
            found.append(f"{name} is not finite")
        low, high = _bounds(name, spec)
        if (values < low - SLACK).any() or (values > high + SLACK).any():
            found.append(f"{name}: {values.min()!r} to {values.max()!r}, allowed {low} to {high}")
    if (column(world, "staff.energy") <= 0.0).any():
        found.append("staff.energy is not above 0")
    return found


def _bounds(name, spec):
    if name == "staff.p_voice":
        return -1.0, 1.0  # -1 in a vacant post
    if name.startswith("hospital.survey_"):
        return -1.0, 1.0  # -1 before the first survey
    if name in UNIT_COLUMNS or spec.unit == "bool":
        return 0.0, 2.0 if name in {"staff.is_on_shift", "oversight.is_inspected"} else 1.0
    if name in AMOUNT_COLUMNS or (spec.kind != "float" and spec.unit in COUNTS):
        return 0.0, np.inf
    return -np.inf, np.inf


COUNTS = {"count", "shifts", "beds", "days", "code", "index"}
