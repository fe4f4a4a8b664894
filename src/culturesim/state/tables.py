"""The columns of each population as tables: ``name | unit | initial | owner | meaning``.

`culturesim.state.schema` reads them; what the fields mean stands in `culturesim.state.schema.Column`.

Examples
--------
>>> list(TABLES)[:2]
[('staff', 'float'), ('staff', 'int')]
"""

from __future__ import annotations

__all__ = ["TABLES"]

#: Columns by population and block, in the order of their rows.
TABLES: dict[tuple[str, str], str] = {
    ("staff", "float"): """
energy          | -       | 1    | renew    | energy, 1 rested, 0 spent
fear            | -       | 0    | learn    | believed chance of detriment after speaking
futility        | -       | 0    | learn    | believed chance that nothing happens after speaking
norm            | -       | 0    | learn    | perceived share of colleagues who speak
tolerance       | -       | 0    | notice   | deviation one has come to tolerate
tolerance_seen  | -       | 0    | learn    | tolerance as colleagues see it (yesterday's)
standard        | -       | 1    | renew    | what one holds to be proper care, 1 as taught
risk_belief     | -       | 0.5  | notice   | believed danger of the work here
skill           | -       | 0    | renew    | training in safety and motive to use it
disposition     | logit   | 0    | renew    | lasting personal readiness to speak
conviction      | -       | 0    | renew    | own conviction against enforcing silence
moral_load      | -       | 0    | renew    | missed care and unspoken concerns carried
p_voice         | day-1   | 0    | learn    | readiness to speak at reference severity
contacts_left   | -       | 0    | renew    | share of contacts who left lately
enforcement     | -       | 0    | learn    | share of contacts who sanction speakers
concern         | -       | 0    | notice   | severity of the concern held today, 0 for none
post_rank       | -       | 0    | build    | permanent rank of the post in its profession
""",
    ("staff", "int"): """
ward            | row     | 0    | build    | ward of the post
team            | row     | 0    | build    | team of the post
roster_offset   | index   | 0    | build    | place in the ward's weekly pattern
incumbent       | count   | 0    | renew    | which holder of the post this is
day_filled      | day     | 0    | renew    | day a vacant post is filled; day of joining otherwise
concern_event   | ledger  | -1   | notice   | ledger row of what the concern is about
n_ignored       | count   | 0    | respond  | concerns of this holder ignored or punished so far
n_seen          | count   | 0    | respond  | contacts' concerns handled today
n_seen_punished | count   | 0    | respond  | of these, with detriment
n_seen_nothing  | count   | 0    | respond  | of these, with no action seen
n_left_today    | count   | 0    | renew    | contacts who left since yesterday
n_warned        | count   | 0    | outside  | grave concerns of this holder raised inside in vain
practice_yes    | bits    | 0    | practice | points of practice the holder does one way
practice_no     | bits    | 0    | practice | points of practice the holder does the other way
""",
    ("staff", "byte"): """
profession      | code    | 0    | build    | 0 registered nurse, 1 support worker, 2 doctor, 3 allied health
grade           | code    | 1    | build    | 1 most junior to 4 most senior
is_spare        | bool    | 0    | build    | whether the post is above the plan
is_funded       | bool    | 1    | roster   | whether the post is in the establishment
is_in_post      | bool    | 1    | renew    | whether somebody holds the post
is_rostered     | bool    | 0    | roster   | whether the funded post is on today's roster
is_on_shift     | bool    | 0    | roster   | whether the holder works today
is_loyal        | bool    | 0    | renew    | whether the holder sanctions speakers of his or her own accord
is_committed    | bool    | 0    | renew    | whether the holder always speaks
is_enforcing    | bool    | 0    | learn    | whether the holder sanctions speakers now
enforcing_next  | bool    | 0    | learn    | the same for tomorrow
concern_kind    | code    | 0    | notice   | 0 none, 1 everyday, 2 incident without harm, 3 harm
channel         | code    | 0    | speak    | 0 none, 1 silent, 2 peer, 3 line manager, 4 form, 5 bypass
is_acted        | bool    | 0    | respond  | whether today's concern was acted on
is_punished     | bool    | 0    | respond  | whether speaking today cost the speaker
is_answered     | bool    | 0    | respond  | whether the speaker was shown an action
is_model        | bool    | 0    | practice | whether the holder did better than the ward's code when last compared
""",
    ("team", "float"): """
event_severity  | -       | 0    | care     | severity of the gravest incident met today
""",
    ("team", "int"): """
ward            | row     | 0    | build    | ward of the team
n_events        | count   | 0    | care     | incidents today
event_class     | code    | 0    | care     | gravest: 0 none, 1 no harm, 2 low, 3 serious, 4 fatal
event_id        | ledger  | -1   | care     | its ledger row
n_witnesses     | count   | 0    | notice   | members who hold it as a concern
n_reports       | count   | 0    | speak    | incident forms about it
n_handled       | count   | 0    | respond  | members' concerns handled today
n_punished      | count   | 0    | respond  | of these, with detriment
n_nothing       | count   | 0    | respond  | of these, with no action seen
""",
    ("ward", "float"): """
arrival_rate    | day-1   | 0    | build    | mean admissions a day at reference demand
need_share      | shifts  | 0    | build    | work a department needs for one inpatient of its hospital
need            | shifts  | 0    | workload | work needed today
capacity        | shifts  | 0    | workload | work available today
overtime        | -       | 0    | workload | extra hours as a share of a shift
pressure        | -       | 1    | workload | work needed over work available
corner          | -       | 1    | workload | practice under today's pressure over the standard
missed_care     | -       | 0    | workload | share of needed care left undone
rel_death       | -       | 1    | workload | multiplier of the hazard of death
problems        | -       | 0    | workload | pending interruptions, 1 = normal backlog
problem_inflow  | day-1   | 0    | workload | new problems a day
hazard          | -       | 0    | investigate | latent hazards nobody has fixed
hazard_gathered | -       | 0    | investigate | latent hazard born since one was last counted
rn_usual        | shifts  | 0    | workload | usual nurse shifts a day (running mean)
lessons         | -       | 0    | investigate | lessons held
common          | -       | 1    | workload | shared quality of the barriers today
practice        | -       | 1    | workload | mean practice of those on shift, 1 as taught
challenge       | -       | 0    | workload | mean readiness to speak of those on shift
standard_mean   | -       | 1    | workload | mean standard of those in post
fear_mean       | -       | 0    | workload | mean fear of those in post
futility_mean   | -       | 0    | workload | mean futility of those in post
energy_mean     | -       | 1    | workload | mean energy of those in post
voice_mean      | -       | 0    | workload | mean readiness to speak of those in post
moral_mean      | -       | 0    | workload | mean moral load of those in post
heard_today     | -       | 0    | respond  | severity of bad news that reached the ward manager today
cusum           | -       | 0    | watch    | risk-adjusted CUSUM of the ward's patients
observed_deaths | count   | 0    | depart   | deaths of the ward's patients today
expected_deaths | count   | 0    | depart   | predicted deaths among today's leavers
diverted        | -       | 0    | target   | share of working capacity that a target takes from care
know_how        | -       | 0    | practice | share of points of practice that the ward's code has right (truth)
huddle          | -       | 0    | practice | share of days on which a huddle was held lately
""",
    ("ward", "int"): """
hospital        | row     | 0    | build    | hospital of the ward
division        | row     | 0    | build    | division of the ward
beds            | beds    | 0    | build    | beds, 0 for a department
n_staff         | count   | 0    | workload | posts held
n_patients      | count   | 0    | admit    | patients in the ward's beds
n_outliers      | count   | 0    | admit    | of these, patients of other wards
n_pending       | count   | 0    | investigate | acted-on concerns not yet fixed
code_yes        | bits    | 0    | practice | points of practice that the ward's code settles one way
code_no         | bits    | 0    | practice | points of practice that it settles the other way
hazard_event    | ledger  | -1   | investigate | ledger row of the hazard that events are put down to
n_admissions    | count   | 0    | admit    | admissions of the ward's own patients
n_waiting       | count   | 0    | admit    | own patients who found no bed today
n_on_shift      | count   | 0    | roster   | staff at work today
n_rn_planned    | shifts  | 0    | roster   | funded nurse shifts on the roster
n_rn_on_shift   | shifts  | 0    | roster   | nurse shifts worked by holders
n_rn_agency     | shifts  | 0    | roster   | nurse shifts worked by agency
n_absent        | count   | 0    | roster   | rostered holders off sick
n_rostered      | count   | 0    | roster   | rostered holders
n_rn_missed     | shifts  | 0    | workload | nurse shifts with a task left undone
n_fixed         | count   | 0    | investigate | causes removed
n_exposures     | count   | 0    | care     | hazards that reached a patient's care
n_incidents     | count   | 0    | care     | of these, past the practice barrier
n_near_misses   | count   | 0    | care     | incidents stopped before harm
n_harms         | count   | 0    | care     | harms
n_preventable   | count   | 0    | care     | preventable harms
n_serious       | count   | 0    | care     | serious or fatal harms
n_concerns      | count   | 0    | notice   | concerns held
n_voiced        | count   | 0    | speak    | concerns raised, any channel
n_silent        | count   | 0    | speak    | concerns kept
n_challenges    | count   | 0    | speak    | raised with a peer on the spot
n_told          | count   | 0    | speak    | raised with the line manager
n_reports       | count   | 0    | speak    | incident forms
n_bypass        | count   | 0    | speak    | raised past the line
n_reported      | count   | 0    | speak    | incidents with at least one form
n_arrivals      | count   | 0    | speak    | concerns for the ward manager
n_acted         | count   | 0    | respond  | acted on
n_ignored       | count   | 0    | respond  | ignored
n_punished      | count   | 0    | respond  | with detriment to the speaker
n_answered      | count   | 0    | respond  | speakers shown an action
n_leavers       | count   | 0    | renew    | people who left
n_joiners       | count   | 0    | renew    | people who joined
n_discharges    | count   | 0    | depart   | own patients who left alive
n_deaths        | count   | 0    | depart   | own patients who died
n_avoidable     | count   | 0    | depart   | deaths from preventable harm
n_excess        | count   | 0    | depart   | deaths reference care would not have had, besides
n_harmed_stays  | count   | 0    | depart   | stays that ended with at least one harm
n_stay_days     | days    | 0    | depart   | days of the stays that ended
n_complaints    | count   | 0    | depart   | formal complaints
n_upheld        | count   | 0    | depart   | of these, upheld
n_informal      | count   | 0    | depart   | bedside remarks
n_alerts        | count   | 0    | watch    | CUSUM signals
n_wronged       | count   | 0    | depart   | harmed patients or families whose complaint was brushed off
n_turns         | count   | 0    | practice | people who compared how they work today
n_beyond        | count   | 0    | practice | of these, with somebody beyond the ward
n_huddles       | count   | 0    | practice | huddles held
n_visits        | count   | 0    | rounds   | leaders' walk-rounds
n_visits_answered | count | 0    | rounds   | of these, with word of what was done
""",
    ("patient", "float"): """
acuity          | -       | 1    | admit    | care needed relative to the average
risk            | -       | 0    | admit    | chance of dying in an average stay under reference care
powerlessness   | -       | 0    | admit    | how hard it is for this patient to be heard
missed_sum      | days    | 0    | care     | missed care met so far
""",
    ("patient", "int"): """
bed_ward        | row     | 0    | build    | ward of the bed
is_present      | bool    | 0    | admit    | whether the bed is taken
home            | row     | 0    | admit    | ward that admitted the patient
arrival         | index   | 0    | admit    | arrival of the day on that ward
day_admitted    | day     | 0    | admit    | day of admission
day_leaves      | day     | 0    | admit    | planned last day in the bed
age_band        | code    | 0    | admit    | 0 under 45, 1 45-64, 2 65-79, 3 80 and over
has_carer       | bool    | 0    | admit    | whether somebody speaks for the patient
worst_harm      | code    | 0    | care     | 0 none, 1 low, 2 serious, 3 fatal
is_preventable  | bool    | 0    | care     | whether the worst harm was preventable
dies_today      | bool    | 0    | care     | fatal harm today
n_low_days      | days    | 0    | care     | days in a ward short of its usual nurses
n_full_days     | days    | 0    | care     | days in a hospital past the occupancy knee
outcome         | code    | 0    | depart   | 0 staying, 1 left, 2 died, 3 died of harm
event_id        | ledger  | -1   | care     | ledger row of the last harm
""",
    ("manager", "float"): """
blame           | -       | 0    | lead     | readiness to blame the bearer of bad news
attention       | -       | 0    | lead     | attention to safety
pressure_felt   | -       | 0    | lead     | pressure of money and targets felt
heard           | head-1  | 0    | report   | running impression of bad news, severity a head a day
badness         | -       | 0    | report   | how bad the manager takes things to be, 0 to 1
filter          | -       | 0    | report   | share of bad news not passed on
inbox           | -       | 0    | report   | views passed up by those below
style_blame     | -       | 0    | leaders  | how much readier to blame than leaders here are
handover        | -       | 0    | leaders  | how new the manager still is, 1 on arrival
""",
    ("manager", "int"): """
level           | code    | 0    | build    | 0 ward, 1 division, 2 executive, 3 board
hospital        | row     | 0    | build    | hospital
ward            | row     | -1   | build    | ward, for a ward manager
division        | row     | -1   | build    | division, for a division manager
parent          | row     | -1   | build    | line manager, -1 for the chair
n_inbox         | count   | 0    | report   | how many passed a view up
n_inbox_ever    | bool    | 0    | report   | whether anybody has ever passed a view up
incumbent       | count   | 0    | leaders  | which holder of the post this is
day_came        | day     | -9999 | leaders | day on which the holder came
""",
    ("hospital", "float"): """
occupancy       | -       | 0    | admit    | beds taken over beds
attention       | -       | 0    | govern   | board's attention to safety
pressure        | -       | 0    | govern   | pressure of money and targets on the board
scrutiny        | -       | 0    | watch    | outside attention after a finding
true_view       | -       | 0    | report   | view with nothing filtered
division_view   | -       | 0    | report   | mean view of the division managers
executive_view  | -       | 0    | report   | mean view of the executives to whom somebody reports
board_view      | -       | 0    | report   | view of bad news as it reaches the board
board_picture   | -       | 0.5  | govern   | dashboard the board sees, 1 = all well
score_fill      | -       | 1    | govern   | its staffing score
score_ratio     | -       | 0.5  | govern   | its mortality score
score_complaints | -      | 1    | govern   | its complaints score
score_reports   | -       | 1    | govern   | its incident score
score_escalated | -       | 1    | govern   | its escalation score
observed        | day-1   | 0    | measure  | running rate of deaths
expected        | day-1   | 0    | measure  | running rate of predicted deaths
ratio_current   | -       | 100  | measure  | mortality ratio of the last year as it would be published
ratio           | -       | 100  | measure  | mortality ratio published so far
fill            | -       | 1    | measure  | nurse staffing return: filled over funded shifts
complaints      | day-1   | 0    | measure  | running rate of formal complaints a bed-day
reports         | day-1   | 0    | measure  | running rate of incident forms a bed-day
harm_rate       | day-1   | 0    | measure  | running rate of preventable harm a bed-day (truth)
unresolved      | count   | 0    | depart   | complaints without a fair answer
community_futility | -    | 0.5  | measure  | what people outside expect of a complaint
survey_recommend | -      | -1   | measure  | last staff survey: would recommend the care; -1 before the first
survey_safe     | -       | -1   | measure  | last staff survey: safe to raise unsafe practice
survey_heard    | -       | -1   | measure  | last staff survey: the hospital would act
wait_median     | hour    | 0    | target   | median wait of emergency patients today (truth)
rel_wait        | -       | 1    | target   | multiplier of the hazard of death for waits that effort has shortened
seen_in_time    | -       | 1    | target   | emergency patients seen within the limit, last month (truth)
seen_reported   | -       | 1    | target   | the same as reported
target_level    | -       | 0    | target   | share that the target asks for
target_pressure | -       | 0    | target   | pressure of the target
target_effort   | -       | 0    | target   | real effort spent on shorter waits
target_gaming   | -       | 0    | target   | share reported as seen in time without having been
survey_waits    | -       | -1   | target   | last patient survey: seen in time; -1 before the first
own_fear        | -       | 0    | build    | fear staff bring, above the scenario's
own_initial_fear | -      | 0    | build    | fear staff start with, above the scenario's
own_blame       | -       | 0    | build    | managers' blame, above the scenario's
own_attention   | -       | 0    | build    | attention of the board, above the scenario's
own_pressure    | -       | 0    | build    | pressure of money, above the scenario's
rel_posts       | -       | 1    | build    | funded nursing posts over the scenario's
own_coding      | -       | 0    | build    | depth of coding, above the scenario's
readiness       | -       | 0    | watch    | best behaviour while inspectors are about
preparing       | -       | 0    | watch    | share of capacity that preparing for inspectors and answering for faults takes
rating          | -       | -1   | watch    | rating it last declared of itself; -1 before the first
funnel_z        | -       | 0    | watch    | place in the funnel of deaths when last drawn, in standard deviations
sanction_pressure | -     | 0    | watch    | pressure that steps of the ladder add
sanction_blame  | -       | 0    | watch    | blame that steps of the ladder add
sanction_support | -      | 0    | watch    | attention that support on the ladder adds
shared_statistical | -    | 0    | watch    | highest score of alerts among bodies that share
shared_soft     | -       | 0    | watch    | highest score of complaints and contacts among bodies that share
shared_returns  | -       | 0    | watch    | highest score of returns among bodies that share
sharing         | count   | 0    | watch    | bodies that share, by degree
calm            | -       | 0    | watch    | sum of the calm of the bodies that oversee it
families_apart  | count   | 0    | expose   | wronged families who look for others and stand alone
campaign        | count   | 0    | expose   | families who have organised
outside_score   | count   | 0    | expose   | fading count of disclosures to the regulator
letters_score   | count   | 0    | expose   | fading count of the campaign's letters to the regulator
finding_score   | count   | 0    | expose   | fading count of the regulator's published findings
press_faces     | count   | 0    | expose   | fading count of staff who told a newspaper
stories         | count   | 0    | expose   | fading count of stories in print
outcry          | -       | 0    | inquire  | how many of the four channels speak at once
public_attention | -      | 0    | inquire  | public attention after a scandal or a report
evidence        | -       | 0    | inquire  | share of what happened that the inquiry has heard
recommendations | count   | 0    | inquire  | recommendations made so far
recommendations_open | count | 0 | inquire  | of these, open
recommendations_done | count | 0 | inquire  | of these, carried out
recommendations_listed | count | 0 | inquire | most that were open at once since the last report
change          | -       | 0    | inquire  | change in force after exposure
reform_load     | -       | 0    | inquire  | share of working capacity that open recommendations take
posts_granted   | -       | 0    | inquire  | share of the missing posts funded after exposure
stigma          | -       | 0    | inquire  | how bad the hospital's name is
round_view      | -       | 0    | rounds   | what leaders know of bad news from walking round
tone_blame      | -       | 0    | leaders  | readiness to blame that the chief executive adds
tone_attention  | -       | 0    | leaders  | attention to safety that the chief executive adds
tone_money      | -       | 0    | leaders  | pressure of money that the chief executive adds
handover        | -       | 0    | leaders  | how new the chief executive still is, 1 on arrival
""",
    ("hospital", "int"): """
n_beds          | beds    | 0    | build    | beds
n_division_managers | count | 0  | build    | division managers to whom somebody reports
n_executives    | count   | 0    | build    | executives to whom somebody reports
n_patients      | count   | 0    | admit    | patients in beds
n_turned_away   | count   | 0    | admit    | patients for whom there was no bed today
n_escalations   | count   | 0    | measure  | complaints taken outside today
n_reached_ward  | count   | 0    | report   | concerns that reached a ward manager today
n_reached_division | count | 0   | report   | of all concerns, those that reached a division manager
n_reached_executive | count | 0  | report   | those that reached an executive
n_reached_board | count   | 0    | report   | those that reached the board through the line
n_reached_past  | count   | 0    | report   | those that reached it past the line after having been stopped
n_waits_early   | count   | 0    | target   | emergency patients seen well within the limit today (truth)
n_waits_just    | count   | 0    | target   | seen just inside the limit (truth)
n_waits_over    | count   | 0    | target   | seen after the limit (truth)
n_reported_early | count  | 0    | target   | reported as seen well within the limit
n_reported_just | count   | 0    | target   | reported as seen just inside the limit
n_reported_over | count   | 0    | target   | reported as seen after the limit
n_alerts_today  | count   | 0    | watch    | signals of its mortality charts today
is_funnel_outlier | bool  | 0    | watch    | above the limit of the funnel when last drawn
n_outside_regulator | count | 0  | outside  | disclosures to the regulator today
n_outside_press | count   | 0    | outside  | disclosures to a newspaper today
n_retaliated    | count   | 0    | outside  | of both, with detriment to the discloser
seen_retaliated | count   | 0    | expose   | detriments after disclosures, for all to see tomorrow
seen_heeded     | bool    | 0    | expose   | whether a disclosure was heeded outside, for all to see tomorrow
n_found         | count   | 0    | expose   | regulators' findings today
n_letters       | count   | 0    | expose   | letters of the campaign to the regulator today
is_campaign     | bool    | 0    | expose   | whether the campaign is large enough to be noticed
story           | code    | 0    | expose   | story in print today: 0 none; tens 1 ratio, 2 survey, 3 finding; ones 1 staff, 2 family
is_scandal      | bool    | 0    | inquire  | whether a scandal breaks today
is_sitting      | bool    | 0    | inquire  | whether an inquiry sits
is_attended     | bool    | 0    | inquire  | whether public attention is above rest
day_scandal     | day     | -999999 | inquire | last scandal
day_report      | day     | -999999 | inquire | day the inquiry will report
day_reported    | day     | -999999 | inquire | last report
outside_event   | ledger  | -1   | outside  | ledger row of the last disclosure
campaign_event  | ledger  | -1   | expose   | ledger row of the campaign
story_event     | ledger  | -1   | expose   | ledger row of the last story
inquiry_event   | ledger  | -1   | inquire  | ledger row of the last inquiry
sound           | bits    | 0    | rounds   | points of practice for which the first way is sound (truth)
n_chiefs        | count   | 0    | leaders  | chief executives who have come
""",
    ("oversight", "float"): """
statistical     | -       | 0    | watch    | fading score of mortality alerts
soft            | -       | 0    | watch    | fading score of complaints taken outside
score           | -       | 0    | watch    | what the regulator makes of both
returns         | -       | 0    | watch    | fading score of returns that fall short
""",
    ("oversight", "int"): """
regulator       | row     | 0    | build    | regulator
hospital        | row     | 0    | build    | hospital
step            | code    | 0    | watch    | step on the sanction pyramid
day_next        | day     | 0    | watch    | next inspection in the diary
day_last        | day     | -9999 | watch   | last inspection
n_inspections   | count   | 0    | watch    | inspections so far
n_findings      | count   | 0    | watch    | inspections that found it so far
is_inspected    | bool    | 0    | watch    | inspected today: 1 diary, 2 on signals
is_finding      | bool    | 0    | watch    | found today
lead            | code    | 0    | build    | 1 named lead of the hospital, 2 would be if there were one
wants           | code    | 0    | watch    | wants to inspect: 1 by diary, 2 on signals
is_waiting      | bool    | 0    | watch    | signals suffice, but it leaves them to others
n_clean         | count   | 0    | watch    | inspections in a row that found nothing
""",
    ("regulator", "float"): """
capacity        | visits  | -1   | build    | inspections a year; -1 for as many as it likes
left            | visits  | 0    | watch    | capacity saved up
rel_threshold   | -       | 1    | build    | its threshold over the parameter
rel_interval    | -       | 1    | build    | its diary's interval over the parameter; 0 without a diary
rel_reliance    | -       | 1    | build    | its reliance on assurance over the parameter
own_deterrence  | -       | -1   | build    | form of its ladder; -1 for the parameter
""",
    ("regulator", "int"): """
remit           | code    | 0    | build    | what it looks after: 0 quality, 1 finance, 2 professionals
signals         | code    | 261  | build    | signals it receives, a bit each
is_sharing      | bool    | 0    | build    | has a duty to share
is_announcing   | bool    | 1    | build    | announces its visits
depth_diary     | code    | 1    | build    | inspections by diary: 0 desk, 1 visit, 2 deep dive
depth_signals   | code    | 1    | build    | inspections on signals: 0 desk, 1 visit, 2 deep dive
n_visits        | count   | 0    | watch    | inspections so far
""",
}
