// Reads calendar files, a JSON list of texts on standard input, with ical.js from the folder that is named,
// and writes what it finds as JSON. Times follow from the VTIMEZONE in each file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { main, module, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const entry = exports?.["."]?.import ?? exports?.import ?? module ?? main;
const ICAL = (await import(pathToFileURL(join(folder, typeof entry === "string" ? entry : entry.default)))).default;

const iso = (time) => new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
const found = JSON.parse(readFileSync(0, "utf8")).map((text) => {
	const calendar = new ICAL.Component(ICAL.parse(text));
	ICAL.TimezoneService.reset();
	ICAL.TimezoneService.register(new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone")));
	const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
	return {
		Method: calendar.getFirstPropertyValue("method"), UID: event.uid, Summary: event.summary, Description: event.description,
		Location: event.location, Sequence: event.sequence, Begin: iso(event.startDate), End: iso(event.endDate),
	};
});
process.stdout.write(JSON.stringify(found));
