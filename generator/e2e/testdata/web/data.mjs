// Judges the files that readers take away: each Data Package and its tables with the
// library of the Data Package specification, each JSON document with ajv by the schema
// beside it. The arguments are folders that hold datapackage.json; what is wrong is printed
// a line each.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import datapackage from "datapackage";
import tableschema from "tableschema";

const say = (file, what) => console.log(`${file}: ${what}`);
const json = (file) => JSON.parse(readFileSync(file, "utf8"));

function* documents(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const name = join(dir, entry.name);
    if (entry.isDirectory()) yield* documents(name);
    else if (name.endsWith(".json") && !/(datapackage|\.schema)\.json$/.test(name)) yield name;
  }
}

let tables = 0, rows = 0, documentsRead = 0;
for (const dir of process.argv.slice(2)) {
  const descriptor = join(dir, "datapackage.json");
  const pack = await datapackage.Package.load(descriptor, { strict: false, basePath: dir });
  for (const error of pack.errors) say(descriptor, error.message);
  if (!pack.valid && pack.errors.length === 0) say(descriptor, "not valid");
  // The library's own reader of resources takes the byte order mark, without which Excel
  // reads no UTF-8, for a part of the first name; its reader of tables can be told.
  const open = (resource) => tableschema.Table.load(join(dir, resource.descriptor.path), { schema: resource.descriptor.schema, bom: true });
  const relations = {};
  for (const resource of pack.resources) {
    relations[resource.name] = await (await open(resource)).read({ keyed: true, cast: false });
  }
  for (const resource of pack.resources) {
    tables++;
    if (!resource.valid) for (const error of resource.errors) say(resource.name, error.message);
    try {
      // Each cell is cast to the type of its column, and each reference is followed.
      rows += (await (await open(resource)).read({ relations })).length;
    } catch (error) {
      for (const e of error.errors?.length ? error.errors : [error]) say(join(dir, resource.descriptor.path), e.message);
    }
  }
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true });
  const valid = ajv.compile(json(join(dir, "report.schema.json")));
  for (const file of documents(dir)) {
    documentsRead++;
    if (!valid(json(file))) for (const e of valid.errors) say(file, `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
  }
}
console.error(`${tables} tables, ${rows} rows, ${documentsRead} documents`);
