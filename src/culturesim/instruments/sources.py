"""Published work on the real instruments; the first letter is the status, as in the registry."""

from __future__ import annotations

ALLEN_2020 = (
    "V: Allen et al., International Journal for Quality in Health Care 32:113, 2020, "
    "doi:10.1093/intqhc/mzz101"
)
BEVAN_HOOD_2006 = "V: Bevan and Hood, Public Administration 84:517, 2006"
CECIL_2018 = "V: Cecil et al., BMJ Quality and Safety 27:965, 2018, doi:10.1136/bmjqs-2017-007495"
GIRLING_2012 = "V: Girling et al., BMJ Quality and Safety 21:1052, 2012"
GRIFFITHS_2017 = (
    "V: Griffiths A et al., BMJ Quality and Safety 26:120, 2017, doi:10.1136/bmjqs-2015-004687"
)
GUARDIAN_2024 = "V: National Guardian's Office, Listening to the silence, 2024"
HEALTHWATCH_2025 = "V: Healthwatch England and YouGov, reported by BMJ Group, 2025"
HOGAN_2015 = "V: Hogan et al., BMJ 351:h3239, 2015, doi:10.1136/bmj.h3239"
HUTCHINSON_2009 = (
    "V: Hutchinson et al., Quality and Safety in Health Care 18:5, 2009, "
    "doi:10.1136/qshc.2007.022400"
)
MASON_2012 = "V: Mason et al., Annals of Emergency Medicine, 2012"
OHARA_2018 = "V: O'Hara et al., BMJ Quality and Safety 27:673, 2018, doi:10.1136/bmjqs-2017-006974"
OMBUDSMAN_2015 = "V: Parliamentary and Health Service Ombudsman, one in three complain, 2015"
QUALITYWATCH_2015 = "V: QualityWatch, KO41a returns on upheld hospital complaints, 2014/15"
SARI_2007 = "V: Sari et al., BMJ 334:79, 2007, doi:10.1136/bmj.39031.507153.AE"
STEINER_2000 = "R: Steiner et al., Biostatistics 1:441, 2000"
ZARANKO_2023 = (
    "V: Zaranko et al., BMJ Quality and Safety 32:254, 2023, doi:10.1136/bmjqs-2022-015291"
)
