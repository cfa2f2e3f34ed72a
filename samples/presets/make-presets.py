#!/usr/bin/env python3
"""Make the sample exports of survey tools, and the codebook they are harmonised to.

    python3 make-presets.py            rewrite *.csv and codebook.yaml beside this script
    python3 make-presets.py DIR        write them into DIR instead
    python3 make-presets.py --truth DIR
                                       write into DIR what each child "really" answered, in the
                                       codes of the codebook, to test the crosswalks

THE DATA ARE SYNTHETIC.  Every child in them is invented by fixed random numbers; no answer was ever
given by anybody, and the names, addresses and telephone numbers in the columns that a tool puts
beside the answers belong to nobody.  Only the shape of the files is like that of real exports.

The files are the same, byte for byte, wherever this runs.
"""

import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

spec = importlib.util.spec_from_file_location(
    "make_samples", os.path.join(HERE, os.pardir, "make-samples.py")
)
make_samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(make_samples)
Random = make_samples.Random

N = 120  # children a file
DEVICES = ["phone", "laptop", "tablet", "console"]
CONFIDANTS = ["parent", "friend", "teacher"]
FREQUENCIES = "never rarely monthly weekly daily several_daily almost_all_the_time".split()

INVALID, NOT_APPLICABLE, DONT_KNOW, NO_ANSWER, BLANK, NOT_SAID = -95, -96, -97, -98, -99, -93

VARIABLES = (
    "age sex internet_use use_frequency hours_weekday device_phone device_laptop device_tablet "
    "device_console upset_past_year told_parent told_friend told_teacher told_nobody"
).split()

# What a question that was left out gives: None.  SHOWN tells whether it was shown at all.
SKIPPED = None


class Child:
    def __init__(self, r):
        self.age = r.between(9, 17)
        self.month, self.day = r.between(1, 12), r.between(1, 28)
        self.sex = r.pick([("boy", 48), ("girl", 48), ("other", 4)])
        self.use = r.pick([("yes", 84), ("no", 12), (SKIPPED, 4)])
        self.often = r.pick(
            list(zip(FREQUENCIES, (1, 6, 6, 14, 34, 24, 15))) + [("dont_know", 4), (SKIPPED, 3)]
        )
        self.hours = r.pick([(r.between(1, 16) / 2.0, 94), (SKIPPED, 6)])
        self.devices = r.pick(
            [([d for d in DEVICES if r.chance(0.45)], 92), (SKIPPED, 8)]
        )
        self.upset = r.pick([("no", 50), ("yes", 40), ("not_said", 5), (SKIPPED, 5)])
        self.told = r.pick(
            [([c for c in CONFIDANTS if r.chance(0.4)], 84), ("not_said", 6), (SKIPPED, 10)]
        )
        self.weight = r.between(80, 320) / 100.0
        self.skipped_text = r.below(2)

    def user(self):
        return self.use == "yes"

    def harmed(self):
        return self.user() and self.upset == "yes"


def yesno(flag):
    return 1 if flag else 0


def truth_of(c, skipped=BLANK, unknown=BLANK, missed=BLANK):
    """The harmonised codes.  SKIPPED: of a question that was shown and left out; UNKNOWN: of one
    that hangs on an answer which is missing; MISSED: on one that was refused."""
    t = {"age": c.age, "sex": {"boy": 1, "girl": 2, "other": 3}[c.sex]}
    t["internet_use"] = {"yes": 1, "no": 0, SKIPPED: skipped}[c.use]
    outside = {"no": NOT_APPLICABLE, SKIPPED: unknown}.get(c.use)

    def of_user(value):
        return value if c.user() else outside

    if c.often is SKIPPED:
        often = skipped
    else:
        often = DONT_KNOW if c.often == "dont_know" else FREQUENCIES.index(c.often) + 1
    t["use_frequency"] = of_user(often)
    t["hours_weekday"] = of_user(skipped if c.hours is SKIPPED else c.hours)
    for d in DEVICES:
        t["device_" + d] = of_user(skipped if c.devices is SKIPPED else yesno(d in c.devices))
    t["upset_past_year"] = of_user(
        {"yes": 1, "no": 0, "not_said": NOT_SAID, SKIPPED: skipped}[c.upset]
    )
    told = {"no": NOT_APPLICABLE, "not_said": missed, SKIPPED: unknown}.get(c.upset)
    for who in CONFIDANTS + ["nobody"]:
        if c.harmed():
            told = {"not_said": NOT_SAID}.get(c.told) if isinstance(c.told, str) else None
            if c.told is SKIPPED:
                told = skipped
            elif told is None:
                told = yesno(who in c.told if who != "nobody" else not c.told)
        t["told_" + who] = of_user(told)
    return t


# ---------------------------------------------------------------------------------------------
# CSV
# ---------------------------------------------------------------------------------------------


def cell(value, delimiter, quote_all):
    text = "" if value is None else str(value)
    if quote_all or any(c in text for c in delimiter + '"\n\r'):
        return '"' + text.replace('"', '""') + '"'
    return text


def lines(rows, delimiter=",", quote_all=False, end="\n"):
    return "".join(
        delimiter.join(cell(v, delimiter, quote_all) for v in row) + end for row in rows
    )


def number(value, decimal="."):
    text = "%g" % value
    return text.replace(".", decimal)


def joined(chosen, separator=" "):
    return "" if chosen is SKIPPED else separator.join(chosen)


def ticks(chosen, options, yes, no):
    """A cell for each option; nothing in any of them where the question was left out."""
    if chosen is SKIPPED:
        return [""] * len(options)
    return [yes if o in chosen else no for o in options]


def choices(answer, none):
    """What was ticked, with the options for none and for not saying."""
    if answer is SKIPPED:
        return SKIPPED
    if answer == "not_said":
        return ["not_said"]
    return answer if answer else [none]


def stamp(i, hour=9):
    return "2024-03-%02dT%02d:%02d:00.000+03:00" % (1 + i % 28, hour + i % 8, i % 60)


DEVICE_OPTIONS = DEVICES + ["none"]
TOLD_OPTIONS = CONFIDANTS + ["nobody", "not_said"]


class Answers:
    """What stands in the cells: nothing in those of questions that were not shown."""

    def __init__(self, c):
        self.often = c.often if c.user() else SKIPPED
        self.hours = c.hours if c.user() else SKIPPED
        self.devices = choices(c.devices, "none") if c.user() else SKIPPED
        self.upset = c.upset if c.user() else SKIPPED
        self.told = choices(c.told, "nobody") if c.harmed() else SKIPPED


# ---------------------------------------------------------------------------------------------
# The tools
# ---------------------------------------------------------------------------------------------


def kobo(children):
    head = ["start", "end", "deviceid", "intro/age", "intro/sex", "use/internet", "use/often",
            "use/hours", "use/devices"]
    head += ["use/devices/" + d for d in DEVICE_OPTIONS]
    head += ["harm/upset", "harm/told"] + ["harm/told/" + w for w in TOLD_OPTIONS]
    head += ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_index"]
    rows, truth = [head], []
    for i, c in enumerate(children):
        a = Answers(c)
        key = 700001 + 3 * i
        rows.append(
            [stamp(i), stamp(i, 10), "invented-tablet-%d" % (i % 4), c.age, c.sex, c.use, a.often,
             None if a.hours is SKIPPED else number(a.hours), joined(a.devices)]
            + ticks(a.devices, DEVICE_OPTIONS, "1", "0")
            + [a.upset, joined(a.told)]
            + ticks(a.told, TOLD_OPTIONS, "1", "0")
            + [key, "invented-%d" % key, stamp(i, 11), "", "", i + 1]
        )
        truth.append((key, truth_of(c)))
    return lines(rows, ";", True), truth


def odk(children):
    head = ["SubmissionDate", "intro-age", "intro-sex", "use-internet", "use-often", "use-hours",
            "use-devices"]
    head += ["use-devices/" + d for d in DEVICE_OPTIONS]
    head += ["harm-upset", "harm-told"] + ["harm-told/" + w for w in TOLD_OPTIONS]
    head += ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
             "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]
    rows, truth = [head], []
    for i, c in enumerate(children):
        a = Answers(c)
        key = "uuid:invented-%d" % (i + 1)
        rows.append(
            [stamp(i), c.age, c.sex, c.use, a.often,
             None if a.hours is SKIPPED else number(a.hours), joined(a.devices)]
            # 0 for everybody: that is what this sample is about.
            + ticks(a.devices or [], DEVICE_OPTIONS, "1", "0")
            + [a.upset, joined(a.told)]
            + ticks(a.told or [], TOLD_OPTIONS, "1", "0")
            + [key, 3, "Invented Interviewer", 0, 0, "", "", "invented-tablet-%d" % (i % 4), 0, 1]
        )
        truth.append((key, truth_of(c)))
    return lines(rows), truth


def limesurvey(children):
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "ipaddr", "age", "sex",
            "sex[other]", "net", "freq", "hours"]
    head += ["devices[SQ%03d]" % (k + 1) for k in range(len(DEVICE_OPTIONS))]
    head += ["upset"] + ["told[SQ%03d]" % (k + 1) for k in range(len(TOLD_OPTIONS))] + ["remark"]
    rows, truth = [head], []
    for i, c in enumerate(children):
        a = Answers(c)
        freq = a.often
        if freq == "dont_know":
            freq = "A8"
        elif freq is not SKIPPED:
            freq = "A%d" % (FREQUENCIES.index(freq) + 1)
        rows.append(
            [i + 1, "2024-03-%02d 10:00:00" % (1 + i % 28), 5, "en", 1000 + 7 * i,
             "invented%d" % i, "192.0.2.%d" % (i + 1), c.age,
             {"boy": "M", "girl": "F", "other": "-oth-"}[c.sex],
             "my own word" if c.sex == "other" else "",
             {"yes": "Y", "no": "N"}.get(c.use), freq,
             None if a.hours is SKIPPED else number(a.hours)]
            + ticks(a.devices, DEVICE_OPTIONS, "Y", "")
            + [{"yes": "Y", "no": "N", "not_said": "X"}.get(a.upset)]
            + ticks(a.told, TOLD_OPTIONS, "Y", "")
            + ["'=)" if i % 17 == 3 else ""]
        )
        truth.append((i + 1, truth_of(c)))
    return lines(rows, ",", True), truth


def qualtrics(children):
    fields = [
        ("StartDate", "Start Date", "startDate"), ("EndDate", "End Date", "endDate"),
        ("Status", "Response Type", "status"), ("IPAddress", "IP Address", "ipAddress"),
        ("Progress", "Progress", "progress"), ("Finished", "Finished", "finished"),
        ("ResponseId", "Response ID", "_recordId"),
        ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
        ("RecipientEmail", "Recipient Email", "recipientEmail"),
        ("LocationLatitude", "Location Latitude", "locationLatitude"),
        ("LocationLongitude", "Location Longitude", "locationLongitude"),
        ("UserLanguage", "User Language", "userLanguage"),
        ("Q1", "How old are you?", "QID1_TEXT"), ("Q2", "Are you a boy or a girl?", "QID2"),
        ("Q3", "Have you used the internet,\non any device,\nin the last three months?", "QID3"),
        ("Q4", "How often?", "QID4"), ("Q5", "How many hours, \"more or less\"?", "QID5_TEXT"),
        ("Q6", "Which of these do you go online with? - Selected Choice", "QID6"),
        ("Q7", "Did anything upset you?", "QID7"),
        ("Q8", "Whom did you tell? - Selected Choice", "QID8"),
        ("Q9", "Anything else?", "QID9_TEXT"),
    ]
    rows = [[f[0] for f in fields] + [""], [f[1] for f in fields] + [""],
            ['{"ImportId":"%s"}' % f[2] for f in fields] + [""]]
    truth = []

    def said(value, shown=True):
        return "" if not shown else -99 if value is SKIPPED else value

    def codes(chosen, options):
        if chosen is SKIPPED:
            return SKIPPED
        return ",".join(str(options.index(o) + 1) for o in chosen)

    for i, c in enumerate(children):
        a = Answers(c)
        key = "R_invented%03d" % (i + 1)
        often = {"dont_know": 8, SKIPPED: SKIPPED}.get(a.often, -1)
        if often == -1:
            often = FREQUENCIES.index(a.often) + 1
        rows.append(
            ["2024-03-%02d 10:00:00" % (1 + i % 28), "2024-03-%02d 10:20:00" % (1 + i % 28), 0,
             "192.0.2.%d" % (i + 1), 100, 1, key, "Invented", "child%d@example.org" % i, "0.0",
             "0.0", "EN", c.age, {"boy": 1, "girl": 2, "other": 3}[c.sex],
             said({"yes": 1, "no": 2}.get(c.use)), said(often, c.user()),
             said(a.hours if a.hours is SKIPPED else number(a.hours), c.user()),
             said(codes(a.devices, DEVICE_OPTIONS), c.user()),
             said({"yes": 1, "no": 2, "not_said": 3}.get(a.upset), c.user()),
             said(codes(a.told, TOLD_OPTIONS), c.harmed()),
             "no,\nthank you" if i % 11 == 5 else "", ""]
        )
        truth.append((key, truth_of(c, skipped=NO_ANSWER)))
    return "\ufeff" + lines(rows), truth


def surveymonkey(children):
    devices = ["Phone", "Laptop", "Tablet", "Games console", "None of these"]
    told = ["A parent", "A friend", "A teacher", "Nobody", "I would rather not say"]
    often = ["Never", "Hardly ever", "At least every month", "At least every week", "Daily",
             "Several times each day", "Almost all the time"]
    first = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address",
             "Email Address", "First Name", "Last Name", "Custom Data 1", "How old are you?",
             "Are you a boy or a girl?", "", "Have you used the internet in the last three months?",
             "How often?", "How many hours a day?", "Which of these do you go online with?"]
    second = [""] * 9 + ["Open-Ended Response", "Response", "Other (please specify)", "Response",
                         "Response", "Open-Ended Response"] + devices
    first += [""] * 4 + ["In the past year, has anything upset you online?", "Whom did you tell?"]
    second += ["Response"] + told
    first += [""] * 4
    rows, truth = [first, second], []
    for i, c in enumerate(children):
        a = Answers(c)
        key = 11800000001 + 13 * i
        freq = {"dont_know": "Don't know", SKIPPED: SKIPPED}.get(a.often, "")
        if freq == "":
            freq = often[FREQUENCIES.index(a.often)]
        named = [devices[DEVICE_OPTIONS.index(o)] for o in a.devices or []]
        confided = [told[TOLD_OPTIONS.index(o)] for o in a.told or []]
        rows.append(
            [key, 400000001, "03/%02d/2024 10:00:00 AM" % (1 + i % 28),
             "03/%02d/2024 10:20:00 AM" % (1 + i % 28), "192.0.2.%d" % (i + 1),
             "child%d@example.org" % i, "Invented", "Child", "", c.age,
             {"boy": "Boy", "girl": "Girl"}.get(c.sex),
             "my own word" if c.sex == "other" else "",
             {"yes": "Yes", "no": "No"}.get(c.use), freq,
             None if a.hours is SKIPPED else number(a.hours)]
            + [d if d in named else "" for d in devices]
            + [{"yes": "Yes", "no": "No", "not_said": "I would rather not say"}.get(a.upset)]
            + [w if w in confided else "" for w in told]
        )
        truth.append((key, truth_of(c)))
    return lines(rows), truth


def rapidpro(children):
    flow = "Kids online"
    results = ["Age", "Sex", "Internet", "Often", "Hours", "Phone", "Laptop", "Tablet", "Console",
               "Upset", "Told"]
    head = ["Contact UUID", "Contact Name", "URN Scheme", "URN Value", "Field:District",
            "Group:Youth", "Started", "Modified", "Exited", "Run UUID"]
    for name in results:
        head += ["%s (%s) - %s" % (name, what, flow) for what in ("Category", "Value", "Text")]
    rows, truth = [head], []
    r = Random("rapidpro texts")
    for i, c in enumerate(children):
        # One answer to a question, and nobody's own word: what no rule of the flow takes is Other.
        c.told = [c.told[0]] if isinstance(c.told, list) and c.told else c.told
        if isinstance(c.told, str):
            c.told = []
        if c.upset == "not_said":
            c.upset = "no"
        a = Answers(c)
        left = r.between(2, len(results)) if r.chance(0.1) else len(results)
        said = [(str(c.age), "%d" % c.age)]
        said.append(({"boy": "Boy", "girl": "Girl", "other": "Other"}[c.sex],) * 2)
        said.append(({"yes": "Yes", "no": "No", SKIPPED: "No Response"}[c.use],) * 2)
        said.append((a.often or "No Response",) * 2)
        said.append(("No Response", "") if a.hours is SKIPPED else ("Number", number(a.hours)))
        for d in DEVICES:
            word = "No Response"
            if a.devices is not SKIPPED:
                word = "Yes" if d in a.devices else "No"
            said.append((word, word))
        said.append(({"yes": "Yes", "no": "No", SKIPPED: "No Response"}[a.upset],) * 2)
        said.append(((a.told[0] if a.told else "No Response"),) * 2)
        cells = []
        shown = [True] * 3 + [c.user()] * 7 + [c.harmed()]
        for k, (category, value) in enumerate(said):
            if k >= left or not shown[k]:
                cells += ["", "", ""]
            else:
                text = value if category != "Other" else "'=?"
                cells += [category, value if category != "Other" else "'=?", text]
        rows.append(
            ["00000000-0000-4000-8000-%012d" % i, "Invented Child", "tel", "+000000%06d" % i,
             "Invented", "true", stamp(i), stamp(i, 10), stamp(i, 10) if left == 11 else "",
             "00000000-0000-4000-9000-%012d" % i] + cells
        )
        t = truth_of(c, skipped=NO_ANSWER)
        if c.sex == "other":
            t["sex"] = INVALID
        # A run that was broken off: what hangs on an answer that never came is not known either.
        for v in VARIABLES[left:] if left < len(results) else []:
            if left <= 2 or t[v] != NOT_APPLICABLE or (left <= 9 and c.user()):
                t[v] = BLANK
        truth.append((i + 1, t))
    return lines(rows), truth


def design(i):
    return 1 + i % 4, 100 + i % 12


def spss(children):
    head = ["CASEID", "WT", "STR", "PSU", "BIRTH", "INTDATE", "SEX", "NET", "FREQ", "HOURS"]
    head += ["DEV_%d" % (k + 1) for k in range(4)] + ["UPSET"]
    head += ["TOLD_%d" % (k + 1) for k in range(4)]
    rows, truth = [head], []
    for i, c in enumerate(children):
        a = Answers(c)
        stratum, psu = design(i)
        nothing = " " if c.skipped_text else "#NULL!"
        often = {"dont_know": 88, SKIPPED: nothing}.get(a.often, -1)
        if often == -1:
            often = FREQUENCIES.index(a.often) + 1
        told = [nothing] * 4
        if a.told == ["not_said"]:
            told = ["8"] * 4
        elif a.told is not SKIPPED:
            told = ticks(a.told, TOLD_OPTIONS[:4], "1", "0")
        birth = "%02d/%02d/%d" % (c.month, c.day, 2023 - c.age)
        rows.append(
            [i + 1, number(c.weight, ","), stratum, psu, birth, "12/30/2023",
             {"boy": 1, "girl": 2, "other": 3}[c.sex],
             {"yes": 1, "no": 2, SKIPPED: nothing}[c.use], often,
             nothing if a.hours is SKIPPED else number(a.hours, ",")]
            + (ticks(a.devices, DEVICES, "1", "0") if a.devices is not SKIPPED else [nothing] * 4)
            + [{"yes": 1, "no": 0, "not_said": 8, SKIPPED: nothing}[a.upset]] + told
        )
        truth.append((i + 1, truth_of(c)))
    return "\ufeff" + lines(rows, ";", False, "\r\n"), truth


def cetic(children):
    head = ["Quest", "peso", "Estrato", "UPA", "idade", "Sexo", "C1", "c2", "C3_horas"]
    head += ["D1_" + letter for letter in "ABCD"] + ["T1"] + ["t2_" + letter for letter in "ABCD"]
    rows, truth = [head], []
    for i, c in enumerate(children):
        a = Answers(c)
        stratum, psu = design(i)

        def coded(shown, answer, table):
            return 99 if not shown else 98 if answer is SKIPPED else table[answer]

        often = {w: k + 1 for k, w in enumerate(FREQUENCIES)}
        often["dont_know"] = 97
        hours = "99999999" if not c.user() else "99999998"
        if a.hours is not SKIPPED:
            hours = number(a.hours, ",")
        devices = ["99" if not c.user() else "98"] * 4
        if a.devices is not SKIPPED:
            devices = ticks(a.devices, DEVICES, "1", "0")
        told = ["99" if not c.harmed() else "98"] * 4
        if a.told == ["not_said"]:
            told = ["96"] * 4
        elif a.told is not SKIPPED:
            told = ticks(a.told, TOLD_OPTIONS[:4], "1", "0")
        rows.append(
            [i + 1, number(c.weight * 1000 + 0.25, ","), stratum, psu, c.age,
             {"boy": 1, "girl": 2, "other": 3}[c.sex], coded(True, c.use, {"yes": 1, "no": 0}),
             coded(c.user(), a.often, often), hours] + devices
            + [coded(c.user(), a.upset, {"yes": 1, "no": 0, "not_said": 96})] + told
        )
        truth.append(
            (i + 1, truth_of(c, skipped=NO_ANSWER, unknown=NOT_APPLICABLE, missed=NOT_APPLICABLE))
        )
    return "\ufeff" + lines(rows, ";"), truth


TOOLS = {
    "kobo": kobo,
    "odk": odk,
    "limesurvey": limesurvey,
    "qualtrics": qualtrics,
    "surveymonkey": surveymonkey,
    "rapidpro": rapidpro,
    "spss-csv": spss,
    "cetic": cetic,
}

# ---------------------------------------------------------------------------------------------
# The codebook
# ---------------------------------------------------------------------------------------------

HEAD = """\
# Some variables of gko-core, word for word, for the samples beside this file.  Made by
# make-presets.py.
codebook: gko-core-short
version: %s
title: Some questions of Global Kids Online
languages: [en, es, fr, pt]

"""


def codebook():
    with open(os.path.join(HERE, os.pardir, os.pardir, "codebooks", "gko-core.yaml"),
              encoding="utf-8") as f:
        text = f.read().split("\n")
    version = next(line for line in text if line.startswith("version: ")).split()[1]
    out = HEAD % version
    wanted, taking, top = ["age_group"] + VARIABLES, False, ""
    for line in text:
        if line and not line.startswith((" ", "#")):
            top = line.split(":")[0]
            taking = top == "missing"
            if top == "variables":
                out += "\nvariables:\n"
                continue
        elif top == "variables" and line.startswith("  ") and line[2] not in " #":
            taking = line.strip().rstrip(":") in wanted
        elif top == "variables" and (not line or line.startswith("  #")):
            continue
        if taking and line.startswith("    excludes: "):
            line = "    excludes: [%s]" % ", ".join(
                name for name in line.strip()[len("excludes: ["):-1].split(", ") if name in wanted)
        if taking and line:
            out += line + "\n"
    return out


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)


def main(arguments):
    truths = arguments[:1] == ["--truth"]
    folder = arguments[-1] if arguments else HERE
    os.makedirs(folder, exist_ok=True)
    for name, tool in TOOLS.items():
        r = Random("preset " + name)
        text, truth = tool([Child(r) for _ in range(N)])
        if truths:
            rows = [["id"] + VARIABLES] + [[k] + [t[v] for v in VARIABLES] for k, t in truth]
            text = lines(rows)
        write(os.path.join(folder, name + ".csv"), text)
    if not truths:
        write(os.path.join(folder, "codebook.yaml"), codebook())


if __name__ == "__main__":
    main(sys.argv[1:])
