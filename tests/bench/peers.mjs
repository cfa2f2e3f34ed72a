// The tables of the benchmark in SQL by DuckDB: the linearised variance of proportions by all, sex and
// age group, one survey.
//   node peers.mjs HARMONISED.csv OUT.csv ITEMS
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
// Where the engine is installed: NODE_PATH names a folder node_modules.
const require = createRequire(`${process.env.NODE_PATH}/`);
const { DuckDBInstance } = require("@duckdb/node-api");

const [data, outFile, itemFile] = process.argv.slice(2);
const items = readFileSync(itemFile, "utf8").trim().split("\n");
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const db = await instance.connect();
await db.run(`create table d as select * from read_csv('${data}', all_varchar = false)`);
// PSUs of the whole sample, so that those without a record of the domain count with 0.
await db.run("create table psus as select stratum, count(distinct psu) n from d group by stratum");
const rows = [];
for (const item of items)
  for (const by of ["all", "sex", "age_group"]) {
    const level = by === "all" ? "0" : by;
    const result = await db.runAndReadAll(`
      with domain as (
        select ${level} as level, stratum, psu, weight w, weight * (${item} = 1)::int wy
        from d where ${item} >= 0 and ${level} >= 0),
      whole as (select level, sum(wy) / sum(w) p, sum(w) w from domain group by level),
      z as (
        select level, stratum, psu, sum(wy - p * domain.w) / any_value(whole.w) z
        from domain join whole using (level) group by level, stratum, psu),
      h as (
        select level, stratum, any_value(n) n, sum(z) s, sum(z * z) ss
        from z join psus using (stratum) group by level, stratum)
      select level, any_value(p) p,
             sqrt(sum(case when n > 1 then n / (n - 1.0) * (ss - s * s / n) else 0 end)) se
      from h join whole using (level) group by level order by level`);
    for (const r of result.getRows()) rows.push([item, by, Number(r[0]), r[1], r[2]].join(","));
  }
writeFileSync(outFile, "item,by,level,p,se\n" + rows.join("\n") + "\n");
