// Measures graphile-worker: node peer.js URL CONNECTIONS JOBS TIMELY RATE
//
// Puts JOBS jobs that do nothing into an empty database, starts one worker process and takes the time until none is
// left. Then puts TIMELY jobs in one by one, RATE a second, and takes the time from each call to the start of its work.
// The settings are those of https://worker.graphile.org/docs/performance, but for the number of connections.
import { run, runMigrations, makeWorkerUtils, Logger } from "graphile-worker";
import pg from "pg";

const [url, connections, jobs, timely, rate] = process.argv
  .slice(2)
  .map((value, i) => (i === 0 ? value : Number(value)));
const quiet = new Logger(() => () => {});
const pool = new pg.Pool({ connectionString: url, max: 1 });

const preset = {
  worker: {
    connectionString: url,
    concurrentJobs: 24,
    maxPoolSize: connections,
    localQueue: { size: 500 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
    logger: quiet,
  },
};

await runMigrations({ connectionString: url, logger: quiet });
const utils = await makeWorkerUtils({ connectionString: url, logger: quiet });

const inserting = process.hrtime.bigint();
for (let left = jobs; left > 0; left -= 5000) {
  const part = Array.from({ length: Math.min(left, 5000) }, (_, i) => ({
    identifier: "nothing",
    payload: { organization: "org1", provider: `acme/p${left - i}`, generation: 1 },
  }));
  await utils.addJobs(part);
}
const inserted = seconds(inserting);
await pool.query("VACUUM ANALYZE");

let done = 0;
let allDone = () => {};
const all = new Promise((resolve) => (allDone = resolve));
const waits = [];
const starting = process.hrtime.bigint();
const runner = await run({
  preset,
  taskList: {
    nothing: () => {
      if (++done === jobs) {
        allDone();
      }
    },
    timely: ({ at }) => {
      waits.push(Number(process.hrtime.bigint() - BigInt(at)) / 1e3);
    },
  },
});
await all;
await until(async () => (await left()) === 0);
const drained = seconds(starting);

for (let i = 0, begun = performance.now(); i < timely; i++) {
  await new Promise((resolve) =>
    setTimeout(resolve, Math.max(0, begun + (i * 1e3) / rate - performance.now())),
  );
  await utils.addJob("timely", { at: String(process.hrtime.bigint()) });
}
await until(async () => waits.length === timely);
await runner.stop();
waits.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    inserted_seconds: inserted,
    drained_seconds: drained,
    p50_micros: waits[Math.floor(waits.length * 0.5)] ?? null,
    p99_micros: waits[Math.floor(waits.length * 0.99)] ?? null,
  }),
);
await utils.release();
await pool.end();

function seconds(since) {
  return Number(process.hrtime.bigint() - since) / 1e9;
}

async function left() {
  return (await pool.query("SELECT count(*)::int AS n FROM graphile_worker._private_jobs")).rows[0].n;
}

async function until(condition) {
  while (!(await condition())) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
