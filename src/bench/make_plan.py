"""Makes a plan with many changes out of the changes of a recorded one: make_plan.py RECORDING NUMBER > plan.json"""
import json
import sys


def main(recording, number):
    with open(recording, encoding="utf-8") as file:
        plan = json.load(file)
    recorded = plan["resource_changes"]
    changes, planned = [], []
    for index in range(number):
        change = json.loads(json.dumps(recorded[index % len(recorded)]))
        name, key = change["name"], '["%d"]' % index
        change["address"] = change["address"].split("[")[0] + key
        change["index"] = str(index)
        for side in ("before", "after"):
            if change["change"].get(side):
                change["change"][side]["tags"] = {"Name": "%s-%d" % (name, index), "filler": "x" * 3000}
        changes.append(change)
        planned.append({"address": change["address"], "values": change["change"].get("after")})
    plan["resource_changes"] = changes
    plan["planned_values"] = {"root_module": {"resources": planned}}
    plan["prior_state"] = {"values": {"root_module": {"resources": planned}}}
    json.dump(plan, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
