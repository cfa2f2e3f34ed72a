#!/usr/bin/env python3
"""Make the five national data files of the sample study.

    python3 make-samples.py            rewrite data/*.csv beside this script
    python3 make-samples.py DIR        write them into DIR instead
    python3 make-samples.py --truth DIR
                                       write into DIR what each child "really" answered, in the
                                       codes of codebooks/gko-core.yaml, to test the crosswalks

THE DATA ARE SYNTHETIC.  Every child in them is invented by the random numbers below; no answer was
ever given by anybody, and no figure that comes out says anything about a country.  Only the shape
of the files - column names, codes, designs, the faults in them - is like that of real surveys.

Only the standard library is used, and of that no random numbers and no functions whose last digit
could differ between machines: the files are the same, byte for byte, wherever this runs.
"""

import os
import sys

# ---------------------------------------------------------------------------------------------
# Numbers that are the same everywhere
# ---------------------------------------------------------------------------------------------

MASK = (1 << 64) - 1


class Random:
    """PCG-XSH-RR 64/32 (O'Neill 2014), seeded by a name (FNV-1a)."""

    def __init__(self, name):
        h = 0xCBF29CE484222325
        for byte in name.encode("utf-8"):
            h = ((h ^ byte) * 0x100000001B3) & MASK
        self.increment = ((h << 1) | 1) & MASK
        self.state = 0
        self.bits()
        self.state = (self.state + h) & MASK
        self.bits()

    def bits(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) & MASK
        x = (((old >> 18) ^ old) >> 27) & 0xFFFFFFFF
        rot = old >> 59
        return ((x >> rot) | (x << (-rot & 31))) & 0xFFFFFFFF

    def uniform(self):
        """In [0, 1), a multiple of 2**-32."""
        return self.bits() / 4294967296.0

    def below(self, n):
        return (self.bits() * n) >> 32

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, p):
        return self.uniform() < p

    def normal(self):
        """Nearly normal, mean 0, variance 1: four uniform numbers (variance 1/12 each) added."""
        return (self.uniform() + self.uniform() + self.uniform() + self.uniform() - 2.0) * SQRT3

    def pick(self, pairs):
        """One of [(thing, weight), ...]."""
        x = self.uniform() * sum(w for _, w in pairs)
        for thing, w in pairs:
            x -= w
            if x < 0:
                return thing
        return pairs[-1][0]


SQRT3 = 1.7320508075688772
LN2 = 0.6931471805599453


def exp(x):
    """By series; libraries differ in the last digit of theirs."""
    k = int(x / LN2 + (0.5 if x >= 0 else -0.5))
    r = x - k * LN2
    term = total = 1.0
    for i in range(1, 15):
        term *= r / i
        total += term
    return total * 2.0**k


# ---------------------------------------------------------------------------------------------
# The questions
# ---------------------------------------------------------------------------------------------

SCALES = {
    "yesno": "no yes",
    "freq": "never rarely monthly weekly daily several_daily almost_all_the_time",
    "often": "never rarely sometimes often always",
    "truth": "not_true_at_all not_very_true fairly_true very_true",
    "upset": "not_at_all a_little fairly very",
    "worry": "not_at_all a_little quite_a_bit a_lot",
    "know": "nothing just_a_little quite_a_bit a_lot",
    "rule": "allowed with_permission not_allowed",
    "times": "few_times monthly weekly daily",
    "contacts": "up_to_10 11-50 51-100 101-300 over_300",
    "visible": "public partly_private private",
    "requests": "all friends_in_common known_well none",
    "health": "very_bad bad fair good very_good",
    "level": "low middle high",
    "study": "primary secondary tertiary",
    "lives": "both_parents one_parent parent_and_partner relatives other",
    "school": "public private other",
}

# Who is asked: all of these answers are needed.
USER = [("internet_use", ("yes",))]
TEEN = USER + [("age_group", ("12-14", "15-17"))]
UNIVERSES = {
    "all": [],
    "pupil": [("school_attendance", ("yes",))],
    "nonuser": [("internet_use", ("no",))],
    "user": USER,
    "sns": USER + [("sns_profile", ("yes",))],
    "upset": USER + [("upset_past_year", ("yes",))],
    "hurt": USER + [("hurtful_treated", ("yes",))],
    "images": USER + [("saw_sexual_images", ("yes",))],
    "teen": TEEN,
    "message": TEEN + [("sexual_message_received", ("yes",))],
    "contact": USER + [("contact_unknown", ("yes",))],
    "met": USER + [("contact_unknown", ("yes",)), ("met_in_person", ("yes",))],
    "userpupil": USER + [("school_attendance", ("yes",))],
    "parentuser": [("parent_internet_use", ("yes",))],
}

# variable, scale, who is asked, weights of the scale's categories for a child of average leanings
# (percent yes for yesno), then what moves the answer: age (a year), girl, ses, urban, and the
# leanings e engagement, k skill, r risk, m mediation, w well-being (all with variance near 1).
ITEMS = """
disability              yesno  all      9
self_efficacy           truth  all      5 18 50 27         w=.6 k=.3
sensation_seeking       truth  all      48 30 15 7         r=.8 girl=-.4
internet_home           yesno  all      76                 ses=1.1 urban=.7
internet_use            yesno  all      88                 e=.6 ses=.9 urban=.6 age=.25
nonuse_no_access        yesno  nonuser  52                 ses=-.6
nonuse_cost             yesno  nonuser  38                 ses=-.8
nonuse_not_allowed      yesno  nonuser  34                 age=-.3 m=.3
nonuse_no_interest      yesno  nonuser  25
use_frequency           freq   user     0 4 5 17 39 25 10  e=1.0 ses=.3 urban=.2
access_when_needed      often  user     5 13 30 28 24      e=.5 ses=.5 urban=.3 girl=-.1
device_phone            yesno  user     88                 e=.5 age=.25
device_computer         yesno  user     34                 ses=.5
device_laptop           yesno  user     38                 ses=.8 age=.08
device_tablet           yesno  user     27                 ses=.5 age=-.18
device_console          yesno  user     24                 girl=-1.2 ses=.4
device_tv               yesno  user     36                 ses=.4
device_wearable         yesno  user     6                  ses=.6
device_toy              yesno  user     5                  ses=.4 age=-.25
own_phone               yesno  user     72                 age=.45 ses=.5
place_home              freq   user     3 3 4 14 35 27 14  e=.9 ses=.6
place_bedroom           freq   user     14 8 6 17 27 18 10 e=.8 age=.22 ses=.4
place_school            freq   user     38 17 9 19 11 4 2  e=.4 age=.15
place_friends           freq   user     18 21 18 27 11 4 1 e=.6
place_public            freq   user     38 25 16 15 4 1 1  e=.4
place_travel            freq   user     37 18 10 16 12 5 2 e=.7 age=.2
barrier_cost            often  user     38 25 21 10 6      ses=-.6
barrier_signal          often  user     14 22 34 19 11     ses=-.2 urban=-.6
barrier_device          often  user     40 26 21 9 4       ses=-.4 age=-.12
barrier_parents         often  user     28 25 27 13 7      m=.5 age=-.25
barrier_school          often  user     26 20 22 17 15
barrier_language        often  user     46 25 18 8 3       k=-.5
act_learn               freq   user     6 9 16 33 25 9 2   k=.5 e=.4
act_schoolwork          freq   user     5 8 17 39 23 7 1   k=.3 e=.3 girl=.2
act_news                freq   user     30 22 17 18 9 3 1  e=.4 age=.12
act_health              freq   user     42 25 17 11 4 1 0  k=.3 girl=.2 age=.1
act_civic               freq   user     67 17 8 5 2 1 0    e=.5 age=.1
act_campaign            freq   user     73 15 7 4 1 0 0    e=.4 age=.1
act_community           freq   user     44 24 17 11 3 1 0  e=.4 age=.1
act_group               freq   user     48 17 13 13 6 2 1  e=.6
act_create              freq   user     46 20 14 12 5 2 1  e=.6 k=.3
act_video               freq   user     3 4 6 22 35 22 8   e=.7
act_music               freq   user     6 6 7 20 33 20 8   e=.7 age=.1
act_games_alone         freq   user     19 13 11 24 21 9 3 girl=-.9 age=-.15
act_games_others        freq   user     32 13 10 20 16 7 2 girl=-1.3 e=.4
act_sns                 freq   user     15 6 5 14 29 21 10 e=.9 age=.3 girl=.2
act_chat                freq   user     14 6 6 15 29 20 10 e=.9 age=.25 girl=.2
act_video_call          freq   user     34 22 16 17 8 2 1  e=.5 ses=.2
act_buy                 freq   user     47 20 16 12 4 1 0  e=.4 age=.2
act_download            freq   user     31 20 18 20 8 2 1  e=.5
sns_profile             yesno  user     72                 e=.7 age=.45
sns_privacy             visible sns     26 34 40           girl=.4 k=.2
sns_contacts            contacts sns    12 28 22 22 16     e=.5 age=.15
sns_personal_info       yesno  sns      12                 r=.4 k=-.4
sns_requests            requests sns    14 36 40 10        r=-.6 girl=.4
comm_family             freq   user     13 12 14 28 24 7 2 e=.4
comm_friends            freq   user     7 6 8 22 31 19 7   e=.8 age=.2
comm_online_only        freq   user     62 15 9 8 4 1 1    r=.8 age=.1
easier_online           often  user     38 20 26 11 5      r=.3 w=-.4
skill_save_photo        truth  user     7 8 24 61          k=1.0
skill_privacy           truth  user     16 15 28 41        k=1.0 age=.15
skill_check_info        truth  user     14 26 36 24        k=.8
skill_keywords          truth  user     12 22 38 28        k=.9
skill_know_share        truth  user     8 12 32 48         k=.8 girl=.2
skill_remove_contacts   truth  user     11 8 22 59         k=1.0 age=.2
skill_create            truth  user     19 21 29 31        k=.9
skill_edit              truth  user     30 28 24 18        k=.8
skill_install_app       truth  user     8 7 21 64          k=.9
skill_app_costs         truth  user     26 22 25 27        k=.7 age=.1
skill_report            truth  user     18 18 28 36        k=.8
knows_more_than_parents truth  user     19 20 29 32        k=.5 age=.3 ses=-.3
knows_a_lot             truth  user     8 22 43 27         k=.8 girl=-.2
upset_past_year         yesno  user     21                 r=.7 w=-.4 girl=.15
upset_frequency         times  upset    64 19 12 5         r=.5
upset_degree            upset  upset    12 44 28 16        girl=.5 w=-.5
told_parent             yesno  upset    44                 m=.6 age=-.1
told_sibling            yesno  upset    17
told_friend             yesno  upset    40                 age=.12
told_teacher            yesno  upset    7                  m=.3
told_professional       yesno  upset    3
response_ignored        yesno  upset    30
response_closed         yesno  upset    28
response_blocked        yesno  upset    40                 k=.4
response_settings       yesno  upset    19                 k=.5
response_reported       yesno  upset    17                 k=.4
hurtful_treated         yesno  user     26                 r=.6 w=-.4
hurtful_online          yesno  hurt     46                 e=.4 age=.1
hurtful_degree          upset  hurt     14 42 27 17        girl=.5 w=-.4
hurtful_others          yesno  user     13                 r=.8 girl=-.2
saw_sexual_images       yesno  user     24                 r=.7 age=.28 girl=-.3
sexual_images_online    yesno  images   78                 e=.3
sexual_images_degree    upset  images   38 36 16 10        girl=.7 age=-.15
sexual_message_received yesno  teen     20                 r=.8 age=.15
sexual_message_degree   upset  message  40 34 16 10        girl=.6
sexual_message_sent     yesno  teen     6                  r=.9
sexual_request          yesno  teen     8                  r=.8 girl=.5
sexual_offer            yesno  teen     4                  r=.8
sexual_image_shared     yesno  teen     3                  r=.8
sexual_threat           yesno  teen     3                  r=.8
contact_unknown         yesno  user     33                 r=.9 age=.12
met_in_person           yesno  contact  36                 r=.6 age=.15
met_degree              upset  met      74 17 6 3          girl=.4
saw_self_harm           yesno  teen     17                 r=.7 girl=.2
saw_suicide             yesno  teen     13                 r=.7
saw_thin                yesno  teen     18                 r=.5 girl=.6
saw_drugs               yesno  teen     14                 r=.7
saw_violence            yesno  teen     26                 r=.7 girl=-.2
saw_hate                yesno  teen     28                 r=.7
data_information        yesno  user     8                  r=.6
data_password           yesno  user     9                  r=.5
data_money              yesno  user     4                  r=.4
data_virus              yesno  user     20                 e=.3 girl=-.3
excess_eating           yesno  user     12                 r=.6 e=.4
excess_bothered         yesno  user     26                 r=.4 e=.5
excess_surfing          yesno  user     28                 e=.5
excess_family           yesno  user     22                 r=.4 e=.4
excess_reduce           yesno  user     23                 e=.3
parents_talk            often  user     11 17 31 25 16     m=1.0 girl=.2
parents_encourage       often  user     15 20 31 21 13     m=.9 ses=.3
parents_help            often  user     11 17 29 24 19     m=.9 age=-.2
parents_safety          often  user     14 16 26 24 20     m=1.0 girl=.2
parents_bothered        often  user     17 16 23 22 22     m=.9
parents_together        often  user     22 24 30 15 9      m=.8 age=-.15
rule_webcam             rule   user     42 34 24           m=.4 age=-.35
rule_download           rule   user     55 28 17           m=.4 age=-.35
rule_sns                rule   user     58 22 20           m=.4 age=-.45
rule_videos             rule   user     66 23 11           m=.4 age=-.35
rule_share              rule   user     40 34 26           m=.4 age=-.35
tech_filter             yesno  user     19                 m=.5 ses=.4 age=-.12
tech_monitor            yesno  user     18                 m=.6 ses=.3 age=-.12
tech_location           yesno  user     14                 m=.5 ses=.4
parents_know            know   user     7 22 40 31         m=.8 age=-.15
helps_parents           often  user     10 15 31 26 18     k=.6 ses=-.3
teacher_safety          yesno  userpupil 54                m=.2
teacher_rules           yesno  userpupil 57
teacher_help            yesno  userpupil 49                m=.2
peer_safety             yesno  user     38                 girl=.3
peer_help               yesno  user     46                 girl=.5
parent_internet_use     yesno  all      81                 ses=.9 urban=.3
parent_use_frequency    freq   parentuser 0 4 4 13 42 25 12 ses=.5
parent_knows_a_lot      truth  parentuser 13 28 39 20      ses=.6
parent_worry            worry  user     16 31 30 23        m=.3 girl=.2
parent_child_upset      yesno  user     14                 r=.4 m=.3
health_self             health all      1 3 14 44 38       w=.9
feels_safe_online       often  user     5 9 27 36 23       w=.6 r=-.3
fun_online              often  user     3 6 24 38 29       w=.4 e=.4
good_things             truth  user     6 16 43 35         w=.4 e=.3
kind_people             often  user     9 17 41 24 9       w=.5 r=-.2
knows_what_to_do        truth  user     10 17 38 35        k=.7 m=.2
knows_where_help        yesno  user     47                 k=.5 m=.4
family_support          truth  all      4 8 28 60          w=.9
friend_support          truth  all      7 13 36 44         w=.7
school_belonging        truth  pupil    7 14 38 41         w=.8
"""

# Questions that are asked of oneself alone get more refusals.
SENSITIVE = (
    "saw_ sexual_ contact_ met_ hurtful_ upset_ told_ response_ data_ excess_ sensation_".split()
)
NEVER_MISSING = ("internet_use", "school_attendance", "sex", "region_type", "age")


class Item:
    def __init__(self, line):
        f = line.split()
        self.name, self.scale, self.universe = f[0], SCALES[f[1]].split(), f[2]
        n = 1 if f[1] == "yesno" else len(self.scale)
        shares = [float(x) for x in f[3 : 3 + n]]
        if n == 1:
            shares = [100.0 - shares[0], shares[0]]
        total = sum(shares)
        self.cumulative, sofar = [], 0.0
        for s in shares[:-1]:
            sofar += s
            self.cumulative.append(sofar / total)
        self.effects = []
        for text in f[3 + n :]:
            key, number = text.split("=")
            self.effects.append((key, float(number)))
        self.sensitive = any(self.name.startswith(p) for p in SENSITIVE)


ITEM_LIST = [Item(line) for line in ITEMS.strip().split("\n")]


def asked(universe, answers):
    """True, False, or None when an answer that decides is missing."""
    result = True
    for variable, wanted in UNIVERSES[universe]:
        answer = answers.get(variable)
        if answer is None or answer.startswith("!"):
            if answer == "!not_applicable":
                return False
            result = None
        elif answer not in wanted:
            return False
    return result


# ---------------------------------------------------------------------------------------------
# Samples of children
# ---------------------------------------------------------------------------------------------


class Stratum:
    """LABELS are its design columns, SIZES how many children each of its PSUs gives (none: simple
    random sampling of TAKE children), POPULATION the children it stands for."""

    def __init__(self, labels, population, urban, sizes=(), take=0, fpc=None):
        self.labels, self.population, self.urban = labels, population, urban
        self.sizes, self.take, self.fpc = sizes, take, fpc


class Child:
    def __init__(self):
        self.answers = {}
        self.lean = {}


CLUSTER = {"ses": 0.45, "e": 0.32, "k": 0.30, "r": 0.28, "m": 0.30, "w": 0.30}
NO_CLUSTER = {key: 0.0 for key in CLUSTER}


def make_child(rng, stratum, cluster, ages, other_sex):
    c = Child()
    a, lean = c.answers, c.lean
    age = rng.pick(ages)
    x = age - 13
    sex = "other" if rng.chance(other_sex) else ("girl" if rng.chance(0.492) else "boy")
    urban = rng.chance(stratum.urban)
    a["age"] = str(age)
    a["age_group"] = "9-11" if age < 12 else ("12-14" if age < 15 else "15-17")
    a["sex"] = sex
    a["region_type"] = "urban" if urban else "rural"
    lean["age"] = x
    lean["girl"] = {"girl": 0.5, "boy": -0.5, "other": 0.0}[sex]
    lean["urban"] = 0.5 if urban else -0.5
    lean["ses"] = 0.85 * rng.normal() + cluster["ses"] + 0.3 * lean["urban"]
    lean["e"] = 0.8 * rng.normal() + cluster["e"] + 0.12 * x + 0.2 * lean["ses"]
    lean["k"] = 0.75 * rng.normal() + cluster["k"] + 0.15 * x + 0.25 * lean["e"]
    lean["r"] = 0.8 * rng.normal() + cluster["r"] + 0.11 * x + 0.2 * lean["e"]
    lean["m"] = 0.85 * rng.normal() + cluster["m"] - 0.1 * x + 0.3 * lean["girl"]
    lean["w"] = 0.85 * rng.normal() + cluster["w"] - 0.2 * lean["r"] + 0.1 * lean["ses"]

    ses = lean["ses"]
    a["ses"] = "low" if ses < -0.45 else ("middle" if ses < 0.75 else "high")
    schooling = ses + 0.6 * rng.normal()
    a["parent_education"] = (
        "primary" if schooling < -0.7 else ("secondary" if schooling < 0.8 else "tertiary")
    )
    children = 1 + rng.pick([(0, 34), (1, 38), (2, 18), (3, 7), (4, 3)]) + (ses < -1.2)
    c.adults = rng.pick([(1, 15), (2, 62), (3, 14), (4, 7), (5, 2)])
    a["household_children"] = str(children)
    a["household_size"] = str(children + c.adults)
    a["lives_with"] = rng.pick(
        [("both_parents", 64), ("one_parent", 20), ("parent_and_partner", 8), ("relatives", 6),
         ("other", 2)]
    )
    school = rng.chance(0.985 if age < 15 else 0.93)
    a["school_attendance"] = "yes" if school else "no"
    c.grade = max(1, min(12, age - 5 - rng.chance(0.22)))
    a["school_level"] = (
        "primary" if c.grade <= 5 else ("lower_secondary" if c.grade <= 9 else "upper_secondary")
    )
    a["school_type"] = "private" if rng.chance(0.06 + 0.14 * (ses > 0.4)) else "public"
    c.stratum = stratum
    return c


AGES = [(a, 1.0) for a in range(9, 18)]


def draw_sample(rng, strata, cluster_spread, ages=AGES, other_sex=0.0, decimals=6):
    """Children in the order of strata and PSUs.  Weights are calibrated to each stratum's
    population, after nonresponse that depends on age and sex."""
    children, psu_number = [], 0
    for stratum in strata:
        inside = []
        for size in stratum.sizes or [stratum.take]:
            psu_number += 1
            cluster = {key: spread * rng.normal() for key, spread in sorted(cluster_spread.items())}
            for _ in range(size):
                c = make_child(rng, stratum, cluster, ages, other_sex)
                c.psu = psu_number
                c.raw_weight = exp(0.32 * rng.normal() + 0.03 * c.lean["age"]
                                   - 0.1 * c.lean["girl"])
                inside.append(c)
        scale = stratum.population / sum(c.raw_weight for c in inside)
        for c in inside:
            c.weight = round(c.raw_weight * scale, decimals)
        children += inside
    return children


# ---------------------------------------------------------------------------------------------
# A national survey: its codes, its columns, its file
# ---------------------------------------------------------------------------------------------


def parse_codes(text):
    """"often+always:1 never:2" or, with blanks in the codes, "often+always: Muitas vezes | ...".
    The first category of several is what the code means to the crosswalk."""
    codes = {}
    for part in text.split("|") if "|" in text else text.split():
        names, code = part.rsplit(":", 1)
        names = names.strip().split("+")
        for name in names:
            codes[name] = (code.strip(), names[0])
    return codes


class Survey:
    def __init__(self, name, reasons, routed=""):
        self.name, self.reasons, self.routed = name, reasons, routed
        self.rng = Random(name)
        self.codes = {}  # variable -> {category: (code, category it means)}, None: a number
        self.own_reasons = {}  # variable -> reasons with codes of its own
        self.grids = {}  # variable -> name of the grid whose missing answers it shares
        self.columns = []  # (header, function of a child)
        self.shift = {}
        self.before = None  # changes children before they answer

    # -- columns --

    def column(self, header, function):
        self.columns.append((header, function))

    def variable(self, variable, codes=None, reasons=None, grid=None):
        self.codes[variable] = parse_codes(codes) if codes else None
        if reasons is not None:
            self.own_reasons[variable] = reasons
        if grid:
            self.grids[variable] = grid

    def question(self, header, variable, codes=None, reasons=None, grid=None):
        self.variable(variable, codes, reasons, grid)
        self.column(header, lambda c: self.cell(c, variable))

    def cell(self, child, variable):
        """The answer as the national file has it."""
        answer = child.answers[variable]
        if answer in ("!not_applicable", "!blank"):
            return self.own_reasons.get(variable, {}).get("routed", self.routed)
        if answer.startswith("!"):
            return self.reasons_of(variable)[answer[1:]]
        codes = self.codes[variable]
        return codes[answer][0] if codes else answer

    def reasons_of(self, variable):
        return self.own_reasons.get(variable, self.reasons)

    def filler(self, header, choices, universe="all"):
        """A column that the crosswalk does not map: CHOICES as "code:weight ..."."""
        pairs = []
        for part in choices.split():
            code, weight = part.rsplit(":", 1)
            pairs.append((code, float(weight)))

        def function(c):
            return self.rng.pick(pairs) if asked(universe, c.answers) else self.routed

        self.column(header, function)

    # -- answers --

    def missing(self, variable, reason):
        """REASON as this survey can tell it, or None when it cannot."""
        have = self.reasons_of(variable)
        for r in {
            "prefer_not_to_say": ("prefer_not_to_say", "no_answer", "dont_know"),
            "not_understood": ("not_understood", "dont_know", "no_answer"),
            "no_answer": ("no_answer", "prefer_not_to_say"),
            "dont_know": ("dont_know",),
        }[reason]:
            if r in have:
                return "!" + ("blank" if have[r] == "" else r)
        return None

    def draw_missing(self, child, item_name, sensitive, scale, drawn):
        rng = self.rng
        young = child.lean["age"] < -1
        u = rng.uniform()
        grid = self.grids.get(item_name)
        if grid:
            if grid in drawn:
                return drawn[grid]
        reason = None
        for name, p in (
            ("dont_know", (0.018 if sensitive else 0.009) * (1.6 if young else 1.0)),
            ("prefer_not_to_say", 0.024 if sensitive else 0.002),
            ("no_answer", 0.006),
            ("not_understood",
             (0.016 if young else 0.004) if scale == SCALES["truth"].split() else 0),
        ):
            if u < p:
                reason = self.missing(item_name, name)
                break
            u -= p
        if grid:
            drawn[grid] = reason
        return reason

    def routed_past(self, universe, answers):
        """None for those who are asked, else what the crosswalk will make of the cell."""
        state = asked(universe, answers)
        if state is True:
            return None
        return "!not_applicable" if state is False or self.routed else "!blank"

    def put(self, child, variable, category):
        codes = self.codes[variable]
        child.answers[variable] = codes[category][1] if codes else category

    def answer_items(self, child, drawn):
        a, lean = child.answers, child.lean
        for item in ITEM_LIST:
            if item.name not in self.codes:
                continue
            passed = self.routed_past(item.universe, a)
            if passed:
                a[item.name] = passed
                continue
            if item.name not in NEVER_MISSING:
                reason = self.draw_missing(child, item.name, item.sensitive, item.scale, drawn)
                if reason:
                    a[item.name] = reason
                    continue
            eta = self.shift_of(item.name)
            for key, load in item.effects:
                eta += load * lean[key]
            odds = exp(eta)
            u = self.rng.uniform()
            k = 0
            for cumulative in item.cumulative:
                if u < cumulative / (cumulative + (1.0 - cumulative) * odds):
                    break
                k += 1
            self.put(child, item.name, item.scale[k])

    def shift_of(self, variable):
        """Countries differ."""
        if variable not in self.shift:
            self.shift[variable] = 0.28 * Random(self.name + "/" + variable).normal()
        return self.shift[variable]

    def answer_others(self, child, drawn):
        """What is no row of ITEMS."""
        a, lean, rng = child.answers, child.lean, self.rng

        def one(variable, universe, sensitive, function):
            if variable not in self.codes:
                return
            passed = self.routed_past(universe, a)
            reason = passed or self.draw_missing(child, variable, sensitive, None, drawn)
            if reason:
                a[variable] = reason
            else:
                self.put(child, variable, function())

        def first_age():
            start = self.first_use - 0.5 * lean["ses"] - 0.3 * lean["e"] + 1.9 * rng.normal()
            return str(max(3, min(int(a["age"]), int(start + 0.5))))

        def hours(base):
            h = base + 0.9 * lean["e"] + 0.16 * lean["age"] + 1.1 * rng.normal()
            return number(max(0.25, min(14.0, int(h * 4 + 0.5) / 4)))

        def main_device():
            pairs = [("other", 0.02)]
            for name, weight in (("phone", 7), ("computer", 1), ("laptop", 1.5), ("tablet", 1),
                                 ("console", 0.5), ("tv", 0.4)):
                if a.get("device_" + name) == "yes":
                    pairs.append((name, weight))
            return rng.pick(pairs)

        one("first_use_age", "user", False, first_age)
        one("hours_weekday", "user", False, lambda: hours(2.4))
        one("hours_weekend", "user", False, lambda: hours(3.3))
        one("main_device", "user", False, main_device)
        one("sns_main", "sns", False, lambda: rng.pick(self.networks))
        if "told_nobody" in self.codes:
            # The grid was answered as a whole or not at all.
            told = [a[v] for v in a if v.startswith("told_")]
            if told[0][0] == "!":
                a["told_nobody"] = told[0]
            else:
                self.put(child, "told_nobody", "no" if "yes" in told else "yes")
        one("life_satisfaction", "all", False,
            lambda: str(max(0, min(10, int(7.6 + 1.5 * lean["w"] + 0.8 * rng.normal())))))

    first_use = 8.2
    networks = [("instagram", 34), ("tiktok", 22), ("facebook", 14), ("youtube", 12),
                ("snapchat", 7), ("whatsapp", 7), ("x", 2), ("other", 2)]

    def answer(self, child):
        drawn = {}
        a = child.answers
        for variable in ("parent_education", "ses", "household_size", "household_children",
                         "lives_with", "school_level", "school_type"):
            if variable not in self.codes:
                continue
            if variable.startswith("school"):
                passed = self.routed_past("pupil", a)
                if passed:
                    a[variable] = passed
                    continue
            reason = self.draw_missing(child, variable, False, None, drawn)
            if reason:
                a[variable] = reason
            else:
                self.put(child, variable, a[variable])
        for variable in NEVER_MISSING + ("age_group",):
            if variable in self.codes and variable in a:
                self.put(child, variable, a[variable])
        self.answer_items(child, drawn)
        self.answer_others(child, drawn)

    def run(self, children):
        for c in children:
            if self.before:
                self.before(c)
            self.answer(c)
        self.children = children
        self.rows = [[function(c) for _, function in self.columns] for c in children]
        return self

    # -- files --

    def header(self):
        return [h for h, _ in self.columns]

    def truth(self, ids):
        """What the harmonised file must hold, but for derived variables."""
        variables = sorted(self.codes)
        code = {v: codebook_codes(v) for v in variables}
        out = ["id," + ",".join(variables)]
        for i, c in zip(ids, self.children):
            row = [i]
            for v in variables:
                answer = c.answers[v]
                if answer[0] == "!":
                    row.append(str(MISSING[answer[1:]]))
                else:
                    row.append(str(code[v][answer]) if code[v] else answer)
            out.append(",".join(row))
        return "\n".join(out) + "\n"


# The codes of the codebook: categories count from 1 in its order, yes and no are 1 and 0.
MISSING = {"dont_know": -97, "no_answer": -98, "prefer_not_to_say": -93, "not_understood": -88,
           "invalid": -95, "not_applicable": -96, "blank": -99}
OTHER_SCALES = {
    "age_group": "9-11 12-14 15-17",
    "sex": "boy girl other",
    "region_type": "urban rural",
    "ses": SCALES["level"],
    "parent_education": SCALES["study"],
    "lives_with": SCALES["lives"],
    "school_attendance": SCALES["yesno"],
    "school_level": "primary lower_secondary upper_secondary",
    "school_type": SCALES["school"],
    "main_device": "phone computer laptop tablet console tv other",
    "sns_main": "facebook instagram tiktok youtube snapchat whatsapp x other",
    "told_nobody": SCALES["yesno"],
}


def codebook_codes(variable):
    scale = [item.scale for item in ITEM_LIST if item.name == variable]
    if variable in OTHER_SCALES:
        scale = [OTHER_SCALES[variable].split()]
    if not scale:
        return None  # a number
    first = 0 if scale[0] == ["no", "yes"] else 1
    return {name: k for k, name in enumerate(scale[0], first)}


def number(x):
    """A number with two decimals at most, none that say nothing."""
    text = "%.2f" % x
    return text.rstrip("0").rstrip(".")


def comma(text):
    return text.replace(".", ",")


def csv_text(rows, delimiter, quote_all=False):
    def cell(text):
        if quote_all or any(ch in text for ch in (delimiter, '"', "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(delimiter.join(cell(t) for t in row) + "\n" for row in rows)


YESNO10 = "yes:1 no:0"
YESNO12 = "yes:1 no:2"


# ---------------------------------------------------------------------------------------------
# BRA-2018: semicolons, decimal commas, a byte order mark; 97, 98 and 99; strata with one PSU
# ---------------------------------------------------------------------------------------------


def survey_bra():
    std = {"dont_know": "97", "no_answer": "98"}
    s = Survey("BRA-2018", std, routed="99")
    rng = s.rng
    wide = {"dont_know": "99999997", "no_answer": "99999998", "routed": "99999999"}
    truth = dict(std, not_understood="88")
    freq = "several_daily+almost_all_the_time:1 daily:2 weekly:3 monthly:4 rarely+never:5"
    often = "always:1 often:2 sometimes:3 rarely:4 never:5"
    agree = "not_true_at_all+not_very_true:1 fairly_true:2 very_true:3"
    f = s.filler
    q = s.question

    # Two metropolitan cores are sampled with certainty and have one tract in the file.
    strata = []
    for k in range(22):
        sizes = [rng.between(9, 13) for _ in range(rng.between(5, 9))]
        strata.append(
            Stratum([str(1100 + 100 * (k // 4) + k)], rng.between(620000, 1800000),
                    0.65 + 0.3 * rng.uniform(), sizes)
        )
    strata.append(Stratum(["3501"], 412000, 1.0, [14]))
    strata.append(Stratum(["5201"], 188000, 1.0, [12]))
    total = 26500000 / sum(st.population for st in strata)
    for st in strata:
        st.population *= total
    sample = draw_sample(rng, strata, CLUSTER, decimals=8)
    sample[411].weight = 0.0  # a case without an interview of the carer: kept, weight zero

    def before(c):
        c.region = int(c.stratum.labels[0]) // 1000

    s.before = before
    numbers = iter(range(1, 10000))
    s.column("QUEST", lambda c: str(100200 + 7 * next(numbers)))
    s.column("id_domicilio", lambda c: str(40000 + c.psu * 100 + rng.below(100)))
    f("id_morador", "1:2 2:5 3:4 4:2")
    q("SEXO_KIDS", "sex", "boy:1 girl:2")
    q("IDADE_KIDS", "age")
    s.column("FAIXA_ETARIA",
             lambda c: str(1 + sum(int(c.answers["age"]) > x for x in (10, 12, 14))))
    f("RACA_KIDS", "1:36 2:11 3:48 4:2 5:1 98:2")
    q("ESC0", "school_attendance", YESNO10)
    # School years 1 to 9 are fundamental education, 10 to 12 secondary school.
    s.variable("school_level")
    s.column("ESC1", lambda c: str(c.grade) if c.answers["school_level"][0] != "!"
             else s.cell(c, "school_level"))
    q("ESC2", "school_type", "public:1 private:2")
    f("resp_sexo", "1:24 2:76")
    f("RESP_PEA", "1:58 2:11 3:20 4:8 5:3")
    q("AREA", "region_type", "urban:1 rural:2")
    s.column("COD_REGIAO_2", lambda c: str(c.region))
    q("ESCOLARIDADE", "parent_education", "primary:1 secondary:2 tertiary:3")
    f("RENDA_FAMILIAR_2", "1:38 2:29 3:14 4:8 7:1 97:6 98:4")
    s.variable("ses", "low:4 middle:3 high:2")
    s.column("CLASSE_2015", lambda c: "1" if c.answers["ses"] == "high" and c.lean["ses"] > 1.5
             else s.cell(c, "ses"))
    q("N_MORADORES", "household_size")
    q("N_CRIANCAS", "household_children")
    q("ARRANJO", "lives_with",
      "both_parents:1 one_parent:2 parent_and_partner:3 relatives:4 other:5")
    q("PCD", "disability", YESNO10)
    q("A4_AGREG", "internet_home", YESNO10)
    f("A1B_EXCLUSIVO", "1:30 0:60 99:10")

    for letter, variable in zip("ABCDEF", ("device_computer", "device_laptop", "device_tablet",
                                           "device_phone", "device_console", "device_tv")):
        q("M1_" + letter, variable, YESNO10, grid="M1")
    f("M1_OUTRO", "0:97 1:3", "user")
    q("M1A_H", "device_toy", YESNO10)
    q("M1A_I", "device_wearable", YESNO10)
    f("M1A_J", "0:88 1:11 97:1", "user")
    s.column("M1_DISPOSITIVOS", lambda c: "99" if c.answers["internet_use"] != "yes"
             else str(sum(c.answers[v] == "yes" for v in s.grids if v.startswith("device"))))
    for letter in "ABC":
        f("M1B_" + letter, "0:80 1:19 98:1", "user")
    q("M1B_D", "own_phone", YESNO10)
    s.column("M2", lambda c: "99" if c.answers["internet_use"] == "yes" else rng.pick(
        [("0", 2), ("1", 1)]))
    # 1 in the last three months, 2 longer ago, 99 never.
    s.variable("internet_use", YESNO10)
    s.column("M3", lambda c: "1" if c.answers["internet_use"] == "yes"
             else rng.pick([("2", 2), ("99", 3)]))
    for letter, variable in zip("ABCD", ("nonuse_no_access", "nonuse_cost", "nonuse_not_allowed",
                                         "nonuse_no_interest")):
        q("M4_" + letter, variable, YESNO10, grid="M4")
    for letter in "EFGHIJ":
        f("M4_" + letter, "0:85 1:13 97:2", "nonuser")
    f("M4_outro_desc", "0:90 18:3 21:4 34:3", "nonuser")
    q("M5", "use_frequency", freq)
    f("M6_A", "0:12 1:86 97:2", "user")
    f("M6_B", "0:35 1:60 97:5", "user")
    for letter in "ABCDEFH":
        f("M7A_" + letter, "0:45 1:53 97:2", "user")
    f("M7A_OUTRO", "0:97 1:3", "user")
    f("M7_G", "0:55 1:42 98:3", "user")
    q("M8", "first_use_age", reasons=wide)
    s.column("M8_FAIXA", lambda c: band_of_first_use(c.answers["first_use_age"]))
    for letter, variable in zip("ABCDEF", ("barrier_cost", "barrier_signal", "barrier_device",
                                           "barrier_parents", "barrier_school",
                                           "barrier_language")):
        q("M10_" + letter, variable, often)
    for letter in "GHIJ":
        f("M10_" + letter, "1:6 2:9 3:25 4:22 5:36 97:2", "user")

    # Done in the last three months?  If so, how often?
    for letter, variable in zip("ABCDEFGH", ("act_games_others", "act_games_alone",
                                             "act_schoolwork", "act_learn", "act_video",
                                             "act_music", "act_sns", "act_chat")):
        s.variable(variable, "several_daily+almost_all_the_time:1 daily:2 weekly:3 monthly:4 "
                   "rarely:5 never:99")
        s.column("N1_%s1" % letter, lambda c, v=variable: s.cell(c, v)
                 if c.answers[v][0] == "!" else str(int(c.answers[v] != "never")))
        s.column("N2_" + letter, lambda c, v=variable: "99" if c.answers[v][0] == "!"
                 else s.cell(c, v))
    for name in ("1_I 1_L 1_P 1_Q 2_R 2_K 2_M 2_AA 2_AB 3_S 3_T 3_Y 3_J1 3_AC 3_N1 4_V 4_U 4_X 4_Z "
                 "4_O").split():
        share = rng.between(8, 60)
        f("N1_" + name, "0:%d 1:%d 97:1 98:1" % (98 - share, share), "user")
    f("N3", "0:84 1:14 98:2", "user")

    q("O1_PERFIL", "sns_profile", YESNO10)
    for letter, share in zip("ABCDEFG", (52, 61, 12, 78, 18, 34, 66)):
        f("O1_" + letter, "0:%d 1:%d" % (100 - share, share), "sns")
    f("O1_OUTRO", "0:96 1:4", "sns")
    f("O2_outro_desc", "0:97 22:2 25:1", "sns")
    q("O2_IMPUT", "sns_main", "facebook:1 instagram:2 tiktok:3 whatsapp:4 snapchat:5 x:6 youtube:7 "
      "other:8")
    q("O3", "sns_contacts", "up_to_10:1 11-50:2 51-100:3 101-300:4 over_300:5")
    q("O4", "sns_privacy", "public:1 partly_private:2 private:3")

    q("R1_A", "knows_more_than_parents", agree)
    q("R1_B", "knows_a_lot", agree)
    q("R1_C", "good_things", agree)
    for name, variable in zip("A2 B2 C2 D2 E2 F2 G2 H2 I2".split(),
                              ("skill_save_photo", "skill_check_info", "skill_keywords",
                               "skill_know_share", "skill_remove_contacts", "skill_create",
                               "skill_install_app", "skill_app_costs", "skill_edit")):
        q("R2A_" + name, variable,
          "not_true_at_all:1 not_very_true:2 fairly_true:3 very_true:4", reasons=truth)
    for letter in "ABCDEF":
        f("R6_" + letter, "1:22 2:25 3:50 97:2 98:1", "user")
        f("P10_" + letter, "1:48 2:24 3:25 97:2 98:1", "user")
    for letter in "ABCDEFGHIJ":
        f("P4_" + letter, "0:62 1:35 97:2 98:1", "teen")

    q("T0", "upset_past_year", YESNO10)
    q("T0A", "upset_frequency", "few_times:1 monthly:2 weekly:3 daily:4")
    for letter, variable in zip("ABCDEH", ("told_parent", "told_sibling", "told_friend",
                                           "told_teacher", "told_professional", "told_nobody")):
        q("T0B_" + letter, variable, YESNO10, grid="T0B")
    f("T0B_F", "0:95 1:5", "upset")
    q("T1A", "hurtful_treated", YESNO10)
    f("T2_A", "0:60 1:38 98:2", "hurt")
    q("T2_B", "hurtful_online", YESNO10)
    f("T2_C", "0:80 1:18 98:2", "hurt")
    f("T2_D", "0:75 1:23 98:2", "hurt")
    q("T3", "hurtful_others", YESNO10)
    q("T4_1", "saw_sexual_images", YESNO10)
    for letter in "ACDE":
        f("T5_" + letter, "0:70 1:27 98:3", "images")
    q("T5_B", "sexual_images_online", YESNO10)
    f("T6", "0:52 1:45 97:3", "images")
    for letter in "ABCD":
        f("T7_" + letter, "0:92 1:6 98:2", "teen")
    # Only "none of these" is mapped: 1 there means no.
    q("T7_E", "sexual_message_received", "yes:0 no:1")
    f("T8", "0:48 1:49 97:3", "message")
    for letter in "ABCDE":
        f("T9_" + letter, "0:96 1:2 98:2", "teen")
    q("T9_F", "sexual_message_sent", "yes:0 no:1")
    for letter, variable in zip("ABCDE", ("saw_self_harm", "saw_suicide", "saw_thin", "saw_drugs",
                                          "saw_violence")):
        q("T10_" + letter, variable, YESNO10, grid="T10")
    f("T10_F", "0:45 1:53 98:2", "teen")
    for letter, variable in zip("ABCD", ("data_information", "data_password", "data_virus",
                                         "data_money")):
        q("T11_" + letter, variable, YESNO10, grid="T11")
    f("T11_E", "0:97 1:2 98:1", "user")
    f("T11_F", "0:30 1:68 98:2", "user")

    # What is not ticked is coded 98, like a refusal, wherever anything else is ticked.
    excess = ("excess_eating", "excess_bothered", "excess_surfing", "excess_family",
              "excess_reduce")
    for variable in excess:
        s.variable(variable, YESNO10, grid="T12")

    def ticked(c):
        return any(c.answers[v] == "yes" for v in excess)

    def t12(c, variable):
        if c.answers[variable] == "no":
            return "98" if ticked(c) or rng.chance(0.97) else "0"
        return s.cell(c, variable)

    for letter, variable in zip("ABCDE", excess):
        s.column("T12_" + letter, lambda c, v=variable: t12(c, v))
    s.column("T12_F", lambda c: s.cell(c, excess[0]) if c.answers[excess[0]][0] == "!"
             else ("98" if ticked(c) else "1"))

    q("T14", "contact_unknown", YESNO10)
    for letter in "ABCDEF":
        f("T15_" + letter, "0:68 1:30 98:2", "contact")
    q("T16", "met_in_person", YESNO10)
    f("T17", "0:82 1:15 98:3", "met")
    q("T18", "saw_hate", YESNO10)
    for letter in "ABCDEFGHI":
        f("T19_" + letter, "0:78 1:20 98:2", "teen")
    f("T20", "0:93 1:5 98:2", "teen")
    for letter in "ABCDEF":
        f("T23_" + letter, "0:74 1:24 98:2", "teen")
    f("T25", "0:88 1:10 98:2", "user")
    for letter in "ABCDE":
        f("T27_" + letter, "1:55 2:20 3:22 97:3", "user")

    q("U1", "parents_know", "nothing:3 just_a_little+quite_a_bit:2 a_lot:1")
    q("U1A", "helps_parents", often)
    for letter, variable in zip("ABCDE", ("rule_webcam", "rule_download", "rule_sns", "rule_videos",
                                          "rule_share")):
        q("U2_" + letter, variable, "allowed:1 with_permission:2 not_allowed:3")
    for letter, variable in zip("ABCDEF", ("parents_talk", "parents_encourage", "parents_help",
                                           "parents_safety", "parents_bothered",
                                           "parents_together")):
        q("U5_" + letter, variable, often)
    for letter, variable in zip("ABC", ("teacher_safety", "teacher_rules", "teacher_help")):
        q("U7_" + letter, variable, YESNO10)
    q("U8_A", "peer_safety", YESNO10)
    q("U8_B", "peer_help", YESNO10)
    for letter, variable in zip("ABC", ("tech_filter", "tech_monitor", "tech_location")):
        q("GK1_" + letter, variable, YESNO10)
    s.variable("parent_internet_use", YESNO10)
    s.column("D5", lambda c: "1" if c.answers["parent_internet_use"] == "yes"
             else s.cell(c, "parent_internet_use") if c.answers["parent_internet_use"][0] == "!"
             else rng.pick([("2", 1), ("99", 3)]))
    q("D6", "parent_use_frequency", freq)
    f("D3_outro_desc", "0:94 19:3 27:3")
    for letter in "ABCDEF":
        f("D7_" + letter, "0:50 1:47 98:3", "parentuser")
    f("E3", "0:38 1:52 97:10", "user")
    q("L5", "parent_child_upset", YESNO10)
    s.column("PESO", lambda c: comma("%.8f" % c.weight))
    s.column("ESTRATO", lambda c: c.stratum.labels[0])
    s.column("UPA", lambda c: str(2900 + c.psu))
    s.run(sample)

    ids = [row[0] for row in s.rows]
    text = "\ufeff" + csv_text([s.header()] + s.rows, ";")
    return {"bra-2018.csv": text.encode("utf-8")}, s.truth(ids), s


def band_of_first_use(answer):
    if answer.startswith("!"):
        return {"!dont_know": "97", "!no_answer": "98"}.get(answer, "99")
    return str(max(1, min(8, int(answer) - 5)))


# ---------------------------------------------------------------------------------------------
# PRT-2018: answers as Portuguese texts in Windows-1252; age bands alone; strata without PSUs
# ---------------------------------------------------------------------------------------------


def multi(s, header, options, separator, none, grid):
    """Several answers in one cell: OPTIONS are (variable, token)."""
    for variable, _ in options:
        s.variable(variable, YESNO10, grid=grid)

    def function(c):
        first = options[0][0]
        if c.answers[first][0] == "!":
            return s.cell(c, first)
        return separator.join(t for v, t in options if c.answers[v] == "yes") or none

    s.column(header, function)


def survey_prt():
    reasons = {"dont_know": "Não sei", "prefer_not_to_say": "Prefiro não dizer"}
    truth_reasons = dict(reasons, not_understood="Não percebi a pergunta")
    s = Survey("PRT-2018", reasons, routed="Não se aplica")
    rng = s.rng
    s.shift["internet_home"] = 0.9
    s.first_use = 7.3
    yesno = "yes:Sim | no:Não"
    often = ("never:Nunca | rarely:Quase nunca | sometimes:Às vezes | often:Muitas vezes | "
             "always:Sempre ou quase sempre")
    freq = ("never:Nunca | rarely:Quase nunca | monthly:Pelo menos uma vez por mês | "
            "weekly:Pelo menos uma vez por semana | daily:Todos ou quase todos os dias | "
            "several_daily+almost_all_the_time:Várias vezes por dia")
    truth = ("not_true_at_all:Nada verdade | not_very_true:Pouco verdade | "
             "fairly_true:Bastante verdade | very_true:Totalmente verdade")
    upset = "not_at_all:Nada | a_little:Um pouco | fairly:Bastante | very:Muito"

    # Where a form was typed from paper, capitals and blanks are as they came.
    def typed(text):
        u = rng.uniform()
        return text.upper() if u < 0.01 else text.lower() if u < 0.025 else \
            text + " " if u < 0.035 else text

    def q(header, variable, codes=None, reasons=None, grid=None):
        s.variable(variable, codes, reasons, grid)
        s.column(header, lambda c: typed(s.cell(c, variable)))

    regions = [("Norte", 330000), ("Centro", 185000), ("Lisboa", 270000), ("Alentejo", 60000),
               ("Algarve", 45000), ("Açores", 27000), ("Madeira", 24000)]
    strata = []
    for name, population in regions:
        city = 0.62
        strata.append(Stratum([name, "Urbano"], population * city, 1.0,
                              take=50 + population // 3200))
        strata.append(Stratum([name, "Rural"], population * (1 - city), 0.0,
                              take=30 + population // 5800))
    sample = draw_sample(rng, strata, NO_CLUSTER, other_sex=0.008, decimals=4)

    def before(c):  # the first two cycles last six years
        c.answers["school_level"] = ("primary" if c.grade <= 6 else
                                     "lower_secondary" if c.grade <= 9 else "upper_secondary")

    s.before = before

    numbers = iter(range(1, 10000))
    s.column("Número do questionário", lambda c: "PT%05d" % (next(numbers) * 3 + 11))
    s.filler("Língua", "pt:1")
    s.filler("Modo de preenchimento", "CAPI:7 Papel:2")
    s.column("Região", lambda c: c.stratum.labels[0])
    s.column("Habitat", lambda c: c.stratum.labels[1])
    s.variable("region_type")
    s.column("Ponderador", lambda c: comma("%.4f" % c.weight))
    q("Sexo", "sex", "boy:Rapaz | girl:Rapariga | other:Outro")
    s.variable("age_group")
    s.column("Faixa etária", lambda c: c.answers["age_group"] + " anos")
    q("Escolaridade dos pais", "parent_education",
      "primary:Ensino básico | secondary:Ensino secundário | tertiary:Ensino superior")
    s.variable("lives_with", "both_parents:Mãe e pai | one_parent:Só mãe ou só pai | "
               "parent_and_partner:Mãe ou pai, e companheiro/a | relatives:Outros familiares | "
               "other:Outra situação")
    s.column("Com quem vive", lambda c: s.cell(c, "lives_with"))
    q("Frequenta a escola", "school_attendance", yesno)
    s.variable("school_level")
    s.column("Ano de escolaridade", lambda c: s.cell(c, "school_level")
             if c.answers["school_level"][0] == "!" else
             "%d.º ano (%s)" % (c.grade, "1.º ciclo" if c.grade <= 4 else "2.º ciclo"
                                if c.grade <= 6 else "3.º ciclo" if c.grade <= 9
                                else "secundário"))
    q("Tipo de escola", "school_type", "public:Pública | private:Privada")
    q("Deficiência ou doença prolongada", "disability", yesno)
    q("Internet em casa", "internet_home", yesno)
    q("Utiliza a internet", "internet_use", yesno)
    q("Idade na primeira utilização", "first_use_age")
    s.variable("use_frequency", "rarely+never:Raramente | monthly:Mensalmente | "
               "weekly:Semanalmente | daily:Diariamente, uma vez | several_daily+almost_all_the_time:"
               "Diariamente, várias vezes")
    s.column("Frequência de utilização", lambda c: typed(
        s.cell(c, "use_frequency") + (rng.pick([(" (1 ou 2 dias)", 1), (" (3 a 5 dias)", 1)])
                                      if c.answers["use_frequency"] == "weekly" else "")))
    q("Consegue ligar-se quando precisa", "access_when_needed", often)
    multi(s, "Dispositivos", [("device_phone", "Telemóvel"),
                              ("device_computer", "Computador de secretária"),
                              ("device_laptop", "Computador portátil"), ("device_tablet", "Tablet"),
                              ("device_console", "Consola de jogos"), ("device_tv", "Televisão"),
                              ("device_wearable", "Relógio inteligente")], "; ", "Nenhum destes",
          "devices")
    q("Dispositivo principal", "main_device",
      "phone:Telemóvel | computer:Computador de secretária | laptop:Computador portátil | "
      "tablet:Tablet | console:Consola de jogos | tv:Televisão | other:Outro")
    q("Telemóvel próprio", "own_phone", yesno)
    for place, variable in (("Em casa", "place_home"), ("No quarto", "place_bedroom"),
                            ("Na escola", "place_school"), ("Em casa de amigos", "place_friends"),
                            ("Em viagem", "place_travel")):
        q("Onde usa [%s]" % place, variable, freq)
    for header, variable in (("Horas por dia de semana", "hours_weekday"),
                             ("Horas por dia de fim de semana", "hours_weekend")):
        s.variable(variable)
        s.column(header, lambda c, v=variable: comma(s.cell(c, v)))
    for what, variable in (("Aprender algo novo", "act_learn"),
                           ("Trabalhos de casa", "act_schoolwork"),
                           ("Notícias", "act_news"), ("Saúde", "act_health"),
                           ("Debater política", "act_civic"), ("Campanhas", "act_campaign"),
                           ("Eventos locais", "act_community"), ("Grupos", "act_group"),
                           ("Criar e partilhar vídeo ou música", "act_create"),
                           ("Ver vídeos", "act_video"), ("Ouvir música", "act_music"),
                           ("Jogar sozinho", "act_games_alone"),
                           ("Jogar com outros", "act_games_others"),
                           ("Redes sociais", "act_sns"), ("Mensagens", "act_chat")):
        q("No último mês [%s]" % what, variable, freq)
    q("Tem perfil numa rede social", "sns_profile", yesno)
    q("Quem pode ver o perfil", "sns_privacy", "public:Toda a gente | "
      "partly_private:Amigos de amigos | private:Só os meus amigos")
    q("Pedidos de amizade", "sns_requests", "all:Aceito todos | "
      "friends_in_common:Só com amigos em comum | known_well:Só se conheço bem | none:Não aceito")
    q("Rede social principal", "sns_main", "facebook:Facebook | instagram:Instagram | "
      "tiktok:TikTok | youtube:YouTube | snapchat:Snapchat | whatsapp:WhatsApp | x:Twitter | "
      "other:Outra")
    for who, variable in (("família", "comm_family"), ("amigos", "comm_friends"),
                          ("pessoas que só conhece online", "comm_online_only")):
        q("Fala online com [%s]" % who, variable, freq)
    q("Mais fácil ser eu próprio online", "easier_online", often)
    for what, variable in (("Guardar uma fotografia", "skill_save_photo"),
                           ("Mudar a privacidade", "skill_privacy"),
                           ("Verificar se é verdade", "skill_check_info"),
                           ("Escolher palavras-chave", "skill_keywords"),
                           ("Saber o que partilhar", "skill_know_share"),
                           ("Remover contactos", "skill_remove_contacts"),
                           ("Publicar vídeo ou música", "skill_create"),
                           ("Instalar aplicações", "skill_install_app"),
                           ("Controlar custos", "skill_app_costs"),
                           ("Sei mais do que os meus pais", "knows_more_than_parents"),
                           ("Sei muito sobre a internet", "knows_a_lot"),
                           ("Há coisas boas para a minha idade", "good_things"),
                           ("Sei o que fazer", "knows_what_to_do")):
        q("É verdade para ti [%s]" % what, variable, truth, truth_reasons)
    q("Algo que incomodou", "upset_past_year", yesno)
    q("Quão incomodado", "upset_degree", upset)
    multi(s, "A quem contou", [("told_parent", "Mãe ou pai"), ("told_sibling", "Irmão ou irmã"),
                               ("told_friend", "Amigo ou amiga"), ("told_teacher", "Professor/a"),
                               ("told_professional", "Outro profissional")], "; ", "Ninguém",
          "told")
    s.variable("told_nobody", YESNO10)
    multi(s, "O que fez", [("response_ignored", "Ignorei"), ("response_closed", "Fechei a janela"),
                           ("response_blocked", "Bloqueei a pessoa"),
                           ("response_settings", "Mudei a privacidade"),
                           ("response_reported", "Denunciei")], "; ", "Nada disto", "response")
    for header, variable in (("Tratado de forma ofensiva", "hurtful_treated"),
                             ("Aconteceu online", "hurtful_online"),
                             ("Tratou outros de forma ofensiva", "hurtful_others"),
                             ("Viu imagens sexuais", "saw_sexual_images"),
                             ("Recebeu mensagens sexuais", "sexual_message_received"),
                             ("Contacto com desconhecidos", "contact_unknown"),
                             ("Encontro presencial", "met_in_person"),
                             ("Ficou sem comer ou dormir", "excess_eating"),
                             ("Sentiu-se mal sem internet", "excess_bothered"),
                             ("Navegou sem interesse", "excess_surfing"),
                             ("Menos tempo com a família", "excess_family"),
                             ("Tentou reduzir sem conseguir", "excess_reduce"),
                             ("Informação usada indevidamente", "data_information"),
                             ("Palavra-passe usada por outros", "data_password"),
                             ("Perdeu dinheiro", "data_money"), ("Vírus", "data_virus")):
        q(header, variable, yesno)
    for what, variable in (("falam contigo", "parents_talk"), ("incentivam", "parents_encourage"),
                           ("ajudam", "parents_help"), ("sugerem segurança", "parents_safety"),
                           ("ajudam se algo incomoda", "parents_bothered")):
        q("Os teus pais [%s]" % what, variable, often)
    for what, variable in (("câmara", "rule_webcam"), ("descarregar", "rule_download"),
                           ("redes sociais", "rule_sns"), ("partilhar", "rule_share")):
        q("Podes [%s]" % what, variable, "allowed:Sempre que quiser | "
          "with_permission:Só com autorização | not_allowed:Não posso")
    multi(s, "Controlo parental", [("tech_filter", "Filtro"), ("tech_monitor", "Registo"),
                                   ("tech_location", "Localização")], "; ", "Nenhum", "tech")
    q("Professores sugerem segurança", "teacher_safety", yesno)
    q("Professores ajudam", "teacher_help", yesno)
    q("Sente-se seguro", "feels_safe_online", often)
    q("Diverte-se", "fun_online", often)
    q("Satisfação com a vida (0 a 10)", "life_satisfaction")
    q("A minha família ajuda", "family_support", truth, truth_reasons)
    q("Posso contar com os amigos", "friend_support", truth, truth_reasons)
    s.column("Observações", lambda c: rng.pick([
        ("", 90), ("Entrevista interrompida; retomada no mesmo dia", 3),
        ("Questionário em papel, \"letra pouco legível\"", 3),
        ("A mãe assistiu\na parte da entrevista", 2)]))
    s.run(sample)
    ids = [row[0] for row in s.rows]
    text = csv_text([s.header()] + s.rows, ",")
    return {"prt-2018.csv": text.encode("cp1252")}, s.truth(ids), s


# ---------------------------------------------------------------------------------------------
# CHL-2022: a school sample in an online questionnaire; three header rows; several answers in a cell
# ---------------------------------------------------------------------------------------------


def survey_chl():
    reasons = {"dont_know": "88", "prefer_not_to_say": "99", "no_answer": ""}
    s = Survey("CHL-2022", reasons)
    rng = s.rng
    s.shift["internet_use"] = 1.3
    s.shift["internet_home"] = 0.6
    s.first_use = 7.7
    texts = []
    freq = ("never:1 rarely:2 monthly:3 weekly:4 daily:5 several_daily+almost_all_the_time:6")
    often = "never:1 rarely:2 sometimes:3 often:4 always:5"
    truth = "not_true_at_all:1 not_very_true:2 fairly_true:3 very_true:4"
    upset = "not_at_all:1 a_little:2 fairly:3 very:4"

    # Macrozone by who runs the school; the frame counts the schools of each stratum.
    strata = []
    for zone, schools in (("Norte", (52, 61, 9)), ("Centro", (118, 131, 26)),
                          ("Metropolitana", (141, 204, 44)), ("Sur", (103, 112, 12))):
        for kind, n in enumerate(schools, 1):
            take = max(4, round(n / 14) + 2)
            sizes = [rng.between(14, 23) for _ in range(take)]
            strata.append(Stratum([zone, str(kind)], n * rng.between(310, 520),
                                  0.98 if zone == "Metropolitana" else 0.83, sizes, fpc=n))
    sample = draw_sample(rng, strata, CLUSTER, other_sex=0.012, decimals=5)

    def before(c):
        c.answers["school_attendance"] = "yes"
        c.answers["school_type"] = "public" if c.stratum.labels[1] == "1" else "private"

    s.before = before
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    seen = set()

    def response_id():
        while True:
            name = "R_" + "".join(letters[rng.below(len(letters))] for _ in range(12))
            if name.lower() not in seen:
                seen.add(name.lower())
                return name

    def text(header, question):
        texts.append(question)
        return header

    def q(header, question, variable, codes=None, reasons=None, grid=None):
        s.question(text(header, question), variable, codes, reasons, grid)

    def f(header, question, choices, universe="all"):
        s.filler(text(header, question), choices, universe)

    def column(header, question, function):
        s.column(text(header, question), function)

    def several(header, question, options, none, grid):
        multi(s, text(header, question), options, ",", none, grid)

    def minutes():
        return "2022-%02d-%02d %02d:%02d:%02d" % (rng.between(8, 11), rng.between(1, 28),
                                                  rng.between(8, 16), rng.below(60), rng.below(60))

    column("StartDate", "Start Date", lambda c: minutes())
    f("Status", "Response Type", "0:1")
    f("Progress", "Progress", "100:97 96:3")
    f("Finished", "Finished", "1:97 0:3")
    column("ResponseId", "Response ID", lambda c: response_id())
    f("DistributionChannel", "Distribution Channel", "anonymous:1")
    f("UserLanguage", "User Language", "ES-CL:97 ARN:1 HT:2")
    column("RBD", "Rol base de datos del establecimiento (ficticio)", lambda c: str(90000 + c.psu))
    column("MACROZONA", "Macrozona", lambda c: c.stratum.labels[0])
    column("DEPENDENCIA", "Dependencia administrativa", lambda c: c.stratum.labels[1])
    s.variable("school_type", "public:1 private:2", reasons={})
    column("N_ESCUELAS", "Establecimientos del estrato en el marco", lambda c: str(c.stratum.fpc))
    column("FACTOR", "Factor de expansión", lambda c: "%.5f" % c.weight)
    s.variable("school_attendance")
    q("Q1", "¿Cuántos años tienes?", "age")
    q("Q2", "¿Eres...?", "sex", "boy:1 girl:2 other:3")
    q("Q3", "¿En qué nivel estás?", "school_level",
      "primary:1 lower_secondary:2 upper_secondary:3")
    q("Q4", "¿Dónde vives?", "region_type", "urban:1 rural:2")
    q("Q5", "¿Cuál es el nivel más alto de estudios de tu madre, padre o cuidador?",
      "parent_education", "primary:1 secondary:2 tertiary:3")
    q("Q6", "¿Cuántas personas viven en tu casa, contándote a ti?", "household_size")
    q("Q7", "¿Con quién vives la mayor parte del tiempo?", "lives_with",
      "both_parents:1 one_parent:2 parent_and_partner:3 relatives:4 other:5")
    q("Q8", "¿Tienes alguna discapacidad o enfermedad de larga duración?", "disability", YESNO12)
    q("Q9_1", "¿Cuán cierto es? - Puedo resolver situaciones nuevas", "self_efficacy", truth)
    q("Q9_2", "¿Cuán cierto es? - Hago cosas peligrosas por diversión", "sensation_seeking", truth)
    f("Q9_3", "¿Cuán cierto es? - Me gusta mi barrio", "1:8 2:16 3:40 4:34 88:2")
    q("Q10", "¿Hay internet en tu casa?", "internet_home", YESNO12)
    q("Q11", "¿Has usado internet en los últimos tres meses?", "internet_use", YESNO12)
    several("Q12", "¿Por qué no usas internet? Marca todas", [
        ("nonuse_no_access", "1"), ("nonuse_cost", "2"), ("nonuse_not_allowed", "3"),
        ("nonuse_no_interest", "4")], "5", "nonuse")
    q("Q13", "¿Qué edad tenías cuando usaste internet por primera vez?", "first_use_age")
    q("Q14", "¿Con qué frecuencia usas internet?", "use_frequency", freq)
    q("Q15", "¿Puedes conectarte cuando quieres o lo necesitas?", "access_when_needed", often)
    several("Q16", "¿Qué dispositivos usas para conectarte? Marca todos", [
        ("device_phone", "1"), ("device_computer", "2"), ("device_laptop", "3"),
        ("device_tablet", "4"), ("device_console", "5"), ("device_tv", "6"),
        ("device_wearable", "7"), ("device_toy", "8")], "9", "devices")
    q("Q17", "¿Cuál usas más?", "main_device",
      "phone:1 computer:2 laptop:3 tablet:4 console:5 tv:6 other:7")
    q("Q18", "¿Tienes un celular propio?", "own_phone", YESNO12)
    for k, (what, variable) in enumerate((
            ("En tu casa", "place_home"), ("En tu pieza", "place_bedroom"),
            ("En el colegio", "place_school"), ("En casa de amigos o familiares", "place_friends"),
            ("En lugares públicos", "place_public"),
            ("En la calle o el transporte", "place_travel")), 1):
        q("Q19_%d" % k, "¿Con qué frecuencia te conectas...? - " + what, variable, freq)
    q("Q20_1", "¿Cuántas horas estás en línea un día de semana?", "hours_weekday")
    q("Q20_2", "¿Cuántas horas estás en línea un día de fin de semana?", "hours_weekend")
    for k, (what, variable) in enumerate((
            ("cuesta mucho", "barrier_cost"), ("la señal es mala", "barrier_signal"),
            ("otra persona usa el equipo", "barrier_device"),
            ("tus padres no te dejan", "barrier_parents"),
            ("el colegio no te deja", "barrier_school"),
            ("hay poco en tu idioma", "barrier_language")), 1):
        q("Q21_%d" % k, "¿Con qué frecuencia no puedes conectarte porque...? - " + what, variable,
          often)
    for k, variable in enumerate(("act_learn", "act_schoolwork", "act_news", "act_health",
                                  "act_civic", "act_campaign", "act_community", "act_group",
                                  "act_create", "act_video", "act_music", "act_games_alone",
                                  "act_games_others", "act_sns", "act_chat", "act_video_call",
                                  "act_buy", "act_download"), 1):
        q("Q22_%d" % k, "En el último mes, ¿con qué frecuencia...? - %d" % k, variable, freq)
    f("Q22_19", "En el último mes, ¿con qué frecuencia...? - 19", "1:60 2:20 3:10 4:8 88:2", "user")
    q("Q23", "¿Tienes un perfil en una red social?", "sns_profile", YESNO12)
    q("Q24", "¿Cuál usas más?", "sns_main", "instagram:1 tiktok:2 facebook:3 youtube:4 snapchat:5 "
      "whatsapp:6 x:7 other:8")
    f("Q24_8_TEXT", "¿Cuál usas más? - Otra - Texto", "Discord:1 BeReal:1 :98", "sns")
    q("Q25", "¿Quién puede ver tu perfil?", "sns_privacy", "public:1 partly_private:2 private:3")
    q("Q26", "¿Cuántos contactos tienes?", "sns_contacts",
      "up_to_10:1 11-50:2 51-100:3 101-300:4 over_300:5")
    q("Q27", "¿Tu perfil muestra tu dirección o teléfono?", "sns_personal_info", YESNO12)
    q("Q28", "¿Cómo respondes a solicitudes de contacto?", "sns_requests",
      "all:1 friends_in_common:2 known_well:3 none:4")
    for k, variable in enumerate(("comm_family", "comm_friends", "comm_online_only"), 1):
        q("Q29_%d" % k, "¿Con qué frecuencia hablas en línea con...? - %d" % k, variable, freq)
    q("Q30", "¿Es más fácil ser tú mismo en línea?", "easier_online", often)
    for k, variable in enumerate(("skill_save_photo", "skill_privacy", "skill_check_info",
                                  "skill_keywords", "skill_know_share", "skill_remove_contacts",
                                  "skill_create", "skill_edit", "skill_install_app",
                                  "skill_app_costs", "skill_report", "knows_more_than_parents",
                                  "knows_a_lot"), 1):
        q("Q31_%d" % k, "¿Cuán cierto es para ti? - %d" % k, variable, truth,
          dict(reasons, not_understood="77"))
    q("Q32", "En el último año, ¿algo en línea te molestó?", "upset_past_year", YESNO12)
    q("Q33", "¿Con qué frecuencia?", "upset_frequency", "few_times:1 monthly:2 weekly:3 daily:4")
    q("Q34", "¿Cuánto te molestó la última vez?", "upset_degree", upset)
    several("Q35", "¿A quién se lo contaste? Marca todas", [
        ("told_parent", "1"), ("told_sibling", "2"), ("told_friend", "3"), ("told_teacher", "4"),
        ("told_professional", "5")], "6", "told")
    s.variable("told_nobody", YESNO10)
    several("Q36", "¿Qué hiciste? Marca todas", [
        ("response_ignored", "1"), ("response_closed", "2"), ("response_blocked", "3"),
        ("response_settings", "4"), ("response_reported", "5")], "6", "response")
    q("Q37", "¿Te trataron de forma hiriente?", "hurtful_treated", YESNO12)
    q("Q38", "¿Ocurrió en internet?", "hurtful_online", YESNO12)
    q("Q39", "¿Cuánto te molestó?", "hurtful_degree", upset)
    q("Q40", "¿Trataste a otros así?", "hurtful_others", YESNO12)
    q("Q41", "¿Viste imágenes sexuales?", "saw_sexual_images", YESNO12)
    q("Q42", "¿Fue en internet?", "sexual_images_online", YESNO12)
    q("Q43", "¿Cuánto te molestó?", "sexual_images_degree", upset)
    q("Q44", "¿Recibiste mensajes sexuales?", "sexual_message_received", YESNO12)
    q("Q45", "¿Enviaste mensajes sexuales?", "sexual_message_sent", YESNO12)
    q("Q46", "¿Tuviste contacto con desconocidos?", "contact_unknown", YESNO12)
    q("Q47", "¿Te juntaste con alguien que conociste en línea?", "met_in_person", YESNO12)
    q("Q48", "¿Cuánto te molestó?", "met_degree", upset)
    several("Q49", "¿Has visto...? Marca todas", [
        ("saw_self_harm", "1"), ("saw_suicide", "2"), ("saw_thin", "3"), ("saw_drugs", "4"),
        ("saw_violence", "5"), ("saw_hate", "6")], "7", "saw")
    for k, variable in enumerate(("data_information", "data_password", "data_money",
                                  "data_virus"), 1):
        q("Q50_%d" % k, "En el último año, ¿te pasó...? - %d" % k, variable, YESNO12)
    for k, variable in enumerate(("parents_talk", "parents_encourage", "parents_help",
                                  "parents_safety", "parents_bothered", "parents_together"), 1):
        q("Q51_%d" % k, "¿Con qué frecuencia tus padres...? - %d" % k, variable, often)
    for k, variable in enumerate(("rule_webcam", "rule_download", "rule_sns", "rule_videos",
                                  "rule_share"), 1):
        q("Q52_%d" % k, "¿Te dejan...? - %d" % k, variable,
          "allowed:1 with_permission:2 not_allowed:3")
    q("Q53", "¿Cuánto saben tus padres de lo que haces en internet?", "parents_know",
      "nothing:1 just_a_little:2 quite_a_bit:3 a_lot:4")
    q("Q54", "¿Tus padres te piden ayuda?", "helps_parents", often)
    for k, variable in enumerate(("teacher_safety", "teacher_rules", "teacher_help",
                                  "peer_safety", "peer_help"), 1):
        q("Q55_%d" % k, "¿Alguna vez...? - %d" % k, variable, YESNO12)
    q("Q56", "Del 0 al 10, ¿cómo está tu vida?", "life_satisfaction")
    q("Q57", "¿Cómo es tu salud?", "health_self", "very_bad:1 bad:2 fair:3 good:4 very_good:5")
    for k, variable in enumerate(("feels_safe_online", "fun_online", "kind_people"), 1):
        q("Q58_%d" % k, "En internet, ¿con qué frecuencia...? - %d" % k, variable, often)
    for k, variable in enumerate(("good_things", "knows_what_to_do", "family_support",
                                  "friend_support", "school_belonging"), 1):
        q("Q59_%d" % k, "¿Cuán cierto es? - %d" % k, variable, truth)
    q("Q60", "¿Sabes dónde pedir ayuda?", "knows_where_help", YESNO12)
    column("Q61", "¿Quieres agregar algo?\nEscribe aquí", lambda c: rng.pick([
        ("", 95), ("Nada", 2), ("Todo bien, gracias", 1), ("Me gustó,\nfue corta", 1)]))
    s.run(sample)
    position = s.header().index("ResponseId")
    ids = [row[position] for row in s.rows]
    imports = ['{"ImportId":"QID%d"}' % k for k in range(1, len(texts) + 1)]
    text_out = csv_text([s.header(), texts, imports] + s.rows, ",")
    return {"chl-2022.csv": text_out.encode("utf-8")}, s.truth(ids), s


# ---------------------------------------------------------------------------------------------
# MNE-2016: tabs, upside-down scales, 88 and 99, mixed-case names; one stratum with one PSU
# ---------------------------------------------------------------------------------------------


def survey_mne():
    reasons = {"dont_know": "88", "no_answer": "99"}
    s = Survey("MNE-2016", reasons)
    rng = s.rng
    q, f = s.question, s.filler
    freq = "almost_all_the_time:1 several_daily:2 daily:3 weekly:4 monthly:5 rarely:6 never:7"
    often = "always:1 often:2 sometimes:3 rarely:4 never:5"
    # Three points where the codebook has four.
    truth = "not_true_at_all+not_very_true:1 fairly_true:2 very_true:3"
    upset = "very:1 fairly:2 a_little:3 not_at_all:4"
    strata = []
    for region, town, population, psus in ((1, 1, 9600, 10), (1, 2, 4300, 6), (2, 1, 26500, 22),
                                           (2, 2, 11200, 11), (3, 1, 12800, 13), (3, 2, 9800, 9)):
        strata.append(Stratum([str(region), str(town)], population, 1.0 if town == 1 else 0.0,
                              [rng.between(12, 16) for _ in range(psus)]))
    strata.append(Stratum(["4", "2"], 700, 0.0, [11]))  # one remote municipality, one village
    sample = draw_sample(rng, strata, CLUSTER, decimals=6)
    numbers = iter(range(1, 10000))
    s.column("RespID", lambda c: "MNE%04d" % next(numbers))
    f("wave", "1:1")
    s.column("Interviewer", lambda c: str(300 + c.psu * 2 + rng.below(2)))
    f("IntMonth", "6:2 7:5 8:3")
    s.column("Region", lambda c: c.stratum.labels[0])
    s.column("UrbRur", lambda c: c.stratum.labels[1])
    s.variable("region_type", "urban:1 rural:2")
    s.column("SamplePoint", lambda c: "%d%02d" % (int(c.stratum.labels[0]), c.psu))
    s.column("wCal", lambda c: "%.6f" % c.weight)
    q("QC001", "age")
    q("QC002", "sex", "boy:1 girl:2")
    # The parent counts the children (202) and the adults (207) of the household.
    s.variable("household_size", reasons={})
    s.variable("household_children", reasons={})
    s.column("QP202", lambda c: c.answers["household_children"])
    s.column("QP207", lambda c: str(c.adults))
    f("QP204", " ".join("%d:%d" % (a, 5 + min(a - 25, 62 - a)) for a in range(26, 62)))
    f("QP205", "1:30 2:70")
    f("QP206", "1:28 2:66 3:1 4:1 5:2 6:1 7:1")
    q("QP208", "lives_with", "both_parents:1 one_parent:2 parent_and_partner:3 relatives:4 other:5")
    q("QP209", "parent_education", "primary:1 secondary:2 tertiary:3")
    q("QP210", "ses", "low:1 middle:2 high:3")
    q("QC010", "school_attendance", YESNO12)
    q("QC011", "school_level", "primary:1 lower_secondary:2 upper_secondary:3")
    q("QC012", "disability", YESNO12)
    q("QC013a", "self_efficacy", truth)
    q("QC013b", "sensation_seeking", truth)
    q("QC100", "internet_use", YESNO12)
    for k, variable in enumerate(("nonuse_no_access", "nonuse_cost", "nonuse_not_allowed",
                                  "nonuse_no_interest"), 1):
        q("QC101_%d" % k, variable, YESNO12)
    q("QC102", "internet_home", YESNO12)
    q("QC302", "first_use_age")
    q("QC303", "use_frequency", freq)
    q("QC304", "access_when_needed", often)
    for letter, variable in zip("ABCDEFG", ("device_computer", "device_laptop", "device_phone",
                                            "device_console", "device_tv", "device_tablet",
                                            "device_wearable")):
        q("qc300_%s" % letter.lower(), variable, YESNO12)
    q("qc300_h", "own_phone", YESNO12)
    for letter, variable in zip("ABCDEF", ("place_bedroom", "place_home", "place_school",
                                           "place_public", "place_friends", "place_travel")):
        q("QC301_" + letter, variable, freq)
    f("QC301_G", "1:2 2:3 3:5 4:10 5:20 6:20 7:38 88:2", "user")
    for letter, variable in zip("ABCDE", ("barrier_cost", "barrier_signal", "barrier_device",
                                          "barrier_parents", "barrier_school")):
        q("QC305_" + letter, variable, often)
    q("QC306_wd", "hours_weekday")
    q("QC306_we", "hours_weekend")
    for k, variable in enumerate(("act_schoolwork", "act_learn", "act_news", "act_health",
                                  "act_civic", "act_group", "act_create", "act_video", "act_music",
                                  "act_games_alone", "act_games_others", "act_sns", "act_chat",
                                  "act_video_call", "act_buy", "act_download"), 1):
        q("QC308_%02d" % k, variable, freq)
    for k in range(17, 23):
        f("QC308_%02d" % k, "1:2 2:4 3:10 4:16 5:18 6:20 7:28 88:2", "user")
    q("QC313", "sns_profile", YESNO12)
    q("QC315", "sns_contacts", "over_300:1 101-300:2 51-100:3 11-50:4 up_to_10:5")
    q("QC317", "sns_privacy", "public:1 partly_private:2 private:3")
    q("QC318", "sns_personal_info", YESNO12)
    for letter, variable in zip("ABC", ("comm_family", "comm_friends", "comm_online_only")):
        q("QC319_" + letter, variable, freq)
    q("QC320", "easier_online", often)
    for k, variable in enumerate(("skill_save_photo", "skill_privacy", "skill_check_info",
                                  "skill_keywords", "skill_know_share", "skill_remove_contacts",
                                  "skill_create", "skill_edit", "skill_install_app",
                                  "skill_report"), 1):
        q("QC321_%02d" % k, variable, truth)
    q("QC322a", "knows_more_than_parents", truth)
    q("QC322b", "knows_a_lot", truth)

    # Two self-completion booklets, for 9 to 10 and for 11 to 17: each has a column of its own.
    s.variable("upset_past_year", YESNO12)

    def booklet(young):
        return lambda c: s.cell(c, "upset_past_year") if (c.lean["age"] < -2) == young else ""

    s.column("QC110y", booklet(True))
    s.column("QC110o", booklet(False))
    q("QC111", "upset_frequency", "daily:1 weekly:2 monthly:3 few_times:4")
    q("QC112", "upset_degree", upset)
    for letter, variable in zip("ABCDEF", ("told_parent", "told_sibling", "told_friend",
                                           "told_teacher", "told_professional", "told_nobody")):
        q("QC113_" + letter, variable, YESNO12, grid="told")
    for letter, variable in zip("ABCDE", ("response_ignored", "response_closed",
                                          "response_blocked", "response_settings",
                                          "response_reported")):
        q("QC114_" + letter, variable, YESNO12)
    q("QC115", "hurtful_treated", YESNO12)
    q("QC116", "hurtful_online", YESNO12)
    q("QC117", "hurtful_degree", upset)
    q("QC125", "hurtful_others", YESNO12)
    q("QC128", "saw_sexual_images", YESNO12)
    q("QC129", "sexual_images_online", YESNO12)
    q("QC130", "sexual_images_degree", upset)
    q("QC167", "sexual_message_received", YESNO12)
    q("QC168", "sexual_message_degree", upset)
    q("QC169", "sexual_message_sent", YESNO12)
    q("QC170", "sexual_request", YESNO12)
    q("QC147", "contact_unknown", YESNO12)
    q("QC148", "met_in_person", YESNO12)
    q("QC149", "met_degree", upset)
    for letter, variable in zip("ABCDE", ("saw_self_harm", "saw_suicide", "saw_thin", "saw_drugs",
                                          "saw_hate")):
        q("QC142_" + letter, variable, YESNO12)
    for letter, variable in zip("ABC", ("data_information", "data_password", "data_virus")):
        q("QC143_" + letter, variable, YESNO12)

    # Excessive use on four points: very often, fairly often, not very often, never.
    excess = ("excess_eating", "excess_bothered", "excess_surfing", "excess_family",
              "excess_reduce")
    for letter, variable in zip("ABCDE", excess):
        s.variable(variable, YESNO10)
        s.column("QC144_" + letter, lambda c, v=variable: s.cell(c, v)
                 if c.answers[v][0] == "!"
                 else rng.pick([("1", 2), ("2", 5)]) if c.answers[v] == "yes"
                 else rng.pick([("3", 3), ("4", 5)]))
    for letter, variable in zip("ABCDEF", ("parents_talk", "parents_encourage", "parents_help",
                                           "parents_safety", "parents_bothered",
                                           "parents_together")):
        q("QC327_" + letter, variable, often)
    for letter, variable in zip("ABCDE", ("rule_webcam", "rule_download", "rule_sns", "rule_videos",
                                          "rule_share")):
        q("QC328_" + letter, variable, "not_allowed:1 with_permission:2 allowed:3")
    for letter, variable in zip("ABC", ("tech_filter", "tech_monitor", "tech_location")):
        q("QC330_" + letter, variable, YESNO12)
    q("QC331", "parents_know", "a_lot:1 quite_a_bit:2 just_a_little:3 nothing:4")
    q("QC332", "helps_parents", often)
    for letter, variable in zip("ABC", ("teacher_safety", "teacher_rules", "teacher_help")):
        q("QC333_" + letter, variable, YESNO12)
    q("QC336_A", "peer_safety", YESNO12)
    q("QC336_B", "peer_help", YESNO12)
    q("QP214", "parent_internet_use", YESNO12)
    q("QP215", "parent_use_frequency", freq)
    q("QP216", "parent_knows_a_lot", truth)
    q("QP218", "parent_worry", "a_lot:1 quite_a_bit:2 a_little:3 not_at_all:4")
    q("QP228", "parent_child_upset", YESNO12)
    for k in range(1, 13):
        f("QP22%02d" % k, "1:3 2:6 3:4 88:1", "parentuser")
    q("QC401", "life_satisfaction")
    q("QC402", "health_self", "very_good:1 good:2 fair:3 bad:4 very_bad:5")
    q("QC403", "feels_safe_online", often)
    q("QC404", "fun_online", often)
    q("QC405", "good_things", truth)
    q("QC406", "kind_people", often)
    q("QC407", "knows_what_to_do", truth)
    q("QC408_A", "family_support", truth)
    q("QC408_B", "friend_support", truth)
    q("QC408_C", "school_belonging", truth)

    s.run(sample)
    # Two slips of data entry: a code that nobody declared.
    place = s.header().index("QC304")
    for k in (118, 640):
        while s.children[k].answers["access_when_needed"][0] == "!":
            k += 1
        s.rows[k][place] = "9"
        s.children[k].answers["access_when_needed"] = "!invalid"
    s.codes["excessive_use_count"] = None
    for c in sample:
        c.answers["excessive_use_count"] = (
            str(sum(c.answers[v] == "yes" for v in excess))
            if c.answers["internet_use"] == "yes" else "!not_applicable")
    ids = [row[0] for row in s.rows]
    text = csv_text([s.header()] + s.rows, "\t")
    return {"mne-2016.csv": text.encode("utf-8")}, s.truth(ids), s


# ---------------------------------------------------------------------------------------------
# PHL-2017: tablets with paper as back-up, two files; negative codes; birth dates; a module left out
# ---------------------------------------------------------------------------------------------


def survey_phl():
    reasons = {"dont_know": "-97", "prefer_not_to_say": "-99", "not_understood": "-88"}
    s = Survey("PHL-2017", reasons)
    rng = s.rng
    q, f = s.question, s.filler
    freq = ("never:1 rarely:2 monthly:3 weekly:4 daily:5 several_daily:6 almost_all_the_time:7")
    often = "never:1 rarely:2 sometimes:3 often:4 always:5"
    truth = "not_true_at_all:1 not_very_true:2 fairly_true:3 very_true:4"
    upset = "not_at_all:1 a_little:2 fairly:3 very:4"
    s.shift["internet_use"] = -0.75
    s.shift["internet_home"] = -0.9
    s.first_use = 9.6
    strata = []
    for region in range(1, 9):
        for urban in (1, 0):
            strata.append(Stratum(["R%02d" % region, "urban" if urban else "rural"],
                                  rng.between(620000, 1600000), float(urban),
                                  [rng.between(14, 19) for _ in range(rng.between(5, 7))]))
    sample = draw_sample(rng, strata, CLUSTER, decimals=4)

    def before(c):
        c.paper = rng.chance(0.22)
        # Interviewed in February and March 2017, born on any day of the year of life.
        day = rng.below(50)
        c.interview = (2017, 2, day + 1) if day < 28 else (2017, 3, day - 27)
        year = 2017 - int(c.answers["age"])
        month, mday = rng.between(1, 12), rng.between(1, 28)
        if (month, mday) > c.interview[1:]:
            year -= 1
        c.birth = (year, month, mday)

    s.before = before
    hexa = "0123456789abcdef"
    s.column("_uuid", lambda c: "".join(hexa[rng.below(16)] for _ in range(16)))
    s.column("_capture", lambda c: "paper" if c.paper else "tablet")
    s.column("intro/today", lambda c: "%02d/%02d/%04d" % c.interview[::-1])
    s.column("intro/region", lambda c: c.stratum.labels[0])
    s.column("intro/locality", lambda c: c.stratum.labels[1])
    s.variable("region_type")
    s.column("intro/barangay", lambda c: "B%03d" % c.psu)
    s.column("intro/team", lambda c: str(1 + c.psu % 6))
    s.variable("age")
    s.column("identity/birth_date", lambda c: "%02d/%02d/%04d" % c.birth[::-1])
    q("identity/sex", "sex", "boy:1 girl:2")
    q("identity/education_parent", "parent_education", "primary:1 secondary:2 tertiary:3")
    q("identity/ses", "ses", "low:1 middle:2 high:3")
    q("identity/hh_size", "household_size")
    q("identity/hh_children", "household_children")
    q("identity/lives_with", "lives_with",
      "both_parents:1 one_parent:2 parent_and_partner:3 relatives:4 other:5")
    q("identity/school", "school_attendance", YESNO10)
    q("identity/school_level", "school_level", "primary:1 lower_secondary:2 upper_secondary:3")
    q("identity/school_type", "school_type", "public:1 private:2")
    q("identity/disability", "disability", YESNO10)
    f("identity/ip_group", "0:86 1:13 -97:1")
    q("identity/self_efficacy", "self_efficacy", truth)
    q("identity/sensation", "sensation_seeking", truth)
    q("access/home", "internet_home", YESNO10)
    q("access/used_3m", "internet_use", YESNO10)
    multi(s, "access/why_not", [("nonuse_no_access", "1"), ("nonuse_cost", "2"),
                                ("nonuse_not_allowed", "3"), ("nonuse_no_interest", "4")], " ", "0",
          "nonuse")
    # -98 is "cannot remember": to the codebook the same as not knowing.
    s.variable("first_use_age")
    s.column("access/first_age", lambda c: rng.pick([("-97", 2), ("-98", 1)])
             if c.answers["first_use_age"] == "!dont_know" else s.cell(c, "first_use_age"))
    q("access/frequency", "use_frequency", freq)
    q("access/when_needed", "access_when_needed", often)
    options = [("device_phone", "1"), ("device_computer", "2"), ("device_laptop", "3"),
               ("device_tablet", "4"), ("device_console", "5"), ("device_tv", "6")]
    multi(s, "access/devices", options, " ", "0", "devices")
    for variable, token in options:  # the same once more, a column an option; not mapped
        s.column("access/devices/" + token, lambda c, v=variable: {"yes": "1", "no": "0"}.get(
            c.answers[v], ""))
    q("access/main", "main_device", "phone:1 computer:2 laptop:3 tablet:4 console:5 tv:6 other:7")
    q("access/own_phone", "own_phone", YESNO10)
    for name, variable in (("home", "place_home"), ("bedroom", "place_bedroom"),
                           ("school", "place_school"), ("friends", "place_friends"),
                           ("public", "place_public"), ("travel", "place_travel")):
        q("access/where/" + name, variable, freq, grid="where")
    for name, variable in (("wd", "hours_weekday"), ("we", "hours_weekend")):
        s.variable(variable, reasons={"dont_know": ""})
        s.column("access/%s_h" % name, lambda c, v=variable: str(int(float(c.answers[v])))
                 if c.answers[v][0] != "!" else "")
        s.column("access/%s_m" % name, lambda c, v=variable: str(int(float(c.answers[v]) * 60) % 60)
                 if c.answers[v][0] != "!" else "")
    for name in "cost signal device parents school language".split():
        q("access/barrier/" + name, "barrier_" + name, often)
    for name in ("learn schoolwork news health civic campaign community group create video music "
                 "games_alone games_others sns chat video_call buy download").split():
        q("activities/" + name, "act_" + name, freq)
    f("activities/radio", "1:50 2:20 3:12 4:12 5:6", "user")
    q("social/profile", "sns_profile", YESNO10)
    q("social/main", "sns_main", "facebook:1 instagram:2 tiktok:3 youtube:4 snapchat:5 "
      "whatsapp:6 x:7 other:8")
    s.networks = [("facebook", 78), ("youtube", 10), ("instagram", 6), ("x", 2), ("other", 4)]
    q("social/privacy", "sns_privacy", "public:1 partly_private:2 private:3")
    q("social/contacts", "sns_contacts", "up_to_10:1 11-50:2 51-100:3 101-300:4 over_300:5")
    q("social/info", "sns_personal_info", YESNO10)
    q("social/requests", "sns_requests", "all:1 friends_in_common:2 known_well:3 none:4")
    for name in "family friends online_only".split():
        q("social/talk/" + name, "comm_" + name, freq)
    q("social/easier", "easier_online", often)
    for name in ("save_photo privacy check_info keywords know_share remove_contacts create edit "
                 "install_app app_costs report").split():
        q("skills/" + name, "skill_" + name, truth)
    q("skills/more_than_parents", "knows_more_than_parents", truth)
    q("skills/a_lot", "knows_a_lot", truth)
    q("harm/upset", "upset_past_year", YESNO10)
    q("harm/upset_often", "upset_frequency", "few_times:1 monthly:2 weekly:3 daily:4")
    q("harm/upset_degree", "upset_degree", upset)
    multi(s, "harm/told", [("told_parent", "1"), ("told_sibling", "2"), ("told_friend", "3"),
                           ("told_teacher", "4"), ("told_professional", "5")], " ", "0", "told")
    s.variable("told_nobody", YESNO10)
    multi(s, "harm/did", [("response_ignored", "1"), ("response_closed", "2"),
                          ("response_blocked", "3"), ("response_settings", "4"),
                          ("response_reported", "5")], " ", "0", "did")
    q("harm/hurtful", "hurtful_treated", YESNO10)
    q("harm/hurtful_online", "hurtful_online", YESNO10)
    q("harm/hurtful_degree", "hurtful_degree", upset)
    q("harm/hurtful_others", "hurtful_others", YESNO10)
    q("harm/contact", "contact_unknown", YESNO10)
    q("harm/met", "met_in_person", YESNO10)
    q("harm/met_degree", "met_degree", upset)
    for name in "self_harm suicide thin drugs violence hate".split():
        q("harm/saw/" + name, "saw_" + name, YESNO10)
    for name in "information password money virus".split():
        q("harm/data/" + name, "data_" + name, YESNO10)
    for name in "eating bothered surfing family reduce".split():
        q("harm/excess/" + name, "excess_" + name, YESNO10)
    for name in "talk encourage help safety bothered together".split():
        q("mediation/parents_" + name, "parents_" + name, often)
    for name in "webcam download sns videos share".split():
        q("mediation/rule_" + name, "rule_" + name, "allowed:1 with_permission:2 not_allowed:3")
    q("mediation/know", "parents_know", "nothing:1 just_a_little:2 quite_a_bit:3 a_lot:4")
    q("mediation/help_them", "helps_parents", often)
    for name in "safety rules help".split():
        q("mediation/teacher_" + name, "teacher_" + name, YESNO10)
    for name in "safety help".split():
        q("mediation/peer_" + name, "peer_" + name, YESNO10)
    q("wellbeing/ladder", "life_satisfaction")
    q("wellbeing/health", "health_self", "very_bad:1 bad:2 fair:3 good:4 very_good:5")
    q("wellbeing/safe", "feels_safe_online", often)
    q("wellbeing/fun", "fun_online", often)
    q("wellbeing/good_things", "good_things", truth)
    q("wellbeing/kind", "kind_people", often)
    q("wellbeing/what_to_do", "knows_what_to_do", truth)
    q("wellbeing/where_help", "knows_where_help", YESNO10)
    q("wellbeing/family", "family_support", truth)
    q("wellbeing/friends", "friend_support", truth)
    q("wellbeing/belong", "school_belonging", truth)
    s.column("wt_final", lambda c: "%.4f" % c.weight)
    s.column("_submission_time", lambda c: "%04d-%02d-%02dT%02d:%02d:00" % (
        c.interview + (rng.between(8, 18), rng.below(60))))
    s.run(sample)
    head = [s.header()]
    tablet = [r for r in s.rows if r[1] == "tablet"]
    paper = [r for r in s.rows if r[1] == "paper"]
    ids = [row[0] for row in s.rows]
    files = {
        "phl-2017-tablet.csv": csv_text(head + tablet, ",").encode("utf-8"),
        "phl-2017-paper.csv": csv_text(head + paper, ",").encode("utf-8"),
    }
    return files, s.truth(ids), s


# ---------------------------------------------------------------------------------------------
# The whole
# ---------------------------------------------------------------------------------------------

SURVEYS = (survey_bra, survey_chl, survey_mne, survey_phl, survey_prt)


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path + ".tmp", "wb") as f:
        f.write(data)
    os.replace(path + ".tmp", path)


def main(arguments):
    truth = arguments[:1] == ["--truth"]
    if len(arguments) > (2 if truth else 1) or (truth and len(arguments) < 2):
        sys.exit("usage: make-samples.py [DIR] | --truth DIR")
    folder = arguments[-1] if arguments else os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "data")
    os.makedirs(folder, exist_ok=True)
    for make in SURVEYS:
        files, answers, survey = make()
        if truth:
            write(folder, survey.name + ".csv", answers.encode("utf-8"))
            continue
        for name in sorted(files):
            write(folder, name, files[name])


if __name__ == "__main__":
    main(sys.argv[1:])
