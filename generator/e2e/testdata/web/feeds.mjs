// Judges Atom feeds with xmllint by a grammar for RFC 4287. The arguments are files that hold
// names of feeds, one a line; what is wrong is printed a line each.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { validateXML } from "xmllint-wasm";

const grammar = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "atom.rng"), "utf8");
const files = process.argv.slice(2).flatMap((list) => readFileSync(list, "utf8").split("\n").filter(Boolean));
const xml = files.map((fileName) => ({ fileName, contents: readFileSync(fileName, "utf8") }));
const result = await validateXML({ xml, schema: [{ fileName: "atom.rng", contents: grammar }], extension: "relaxng" });
for (const error of result.errors) console.log(`${error.loc?.fileName ?? ""}:${error.loc?.lineNumber ?? ""}: ${error.message}`);
if (!result.valid && result.errors.length === 0) console.log(result.rawOutput);
console.error(`${files.length} feeds`);
