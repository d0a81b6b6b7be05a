// Scans one page as https://careerplanner.test would be scanned, and judges its policy, without any network: names lead
// to this machine, port 80 and 443 to the two ports given, and the one list that is fetched elsewhere stands here.
// node observatory.mjs <http port> <https port> <path> <cookie or ""> prints JSON.
import fs from "node:fs";
import net from "node:net";
import dns from "node:dns";
import { createRequire, syncBuiltinESMExports } from "node:module";

const [httpPort, httpsPort, path, cookie] = process.argv.slice(2);
const HOST = "careerplanner.test";

const read = fs.readFileSync;
fs.readFileSync = (file, ...rest) =>
  String(file).endsWith("hsts-preload.json") ? JSON.stringify({}) : read(file, ...rest);

dns.lookup = (name, options, done = options) => {
  if (name !== HOST) return done(new Error(`${name} is elsewhere`));
  return options?.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  const there = { 80: httpPort, 443: httpsPort }[options.port];
  if (!there) throw new Error(`port ${options.port} is elsewhere`);
  options.port = Number(there);
  options.lookup = dns.lookup;
  return connect.apply(this, given);
};
syncBuiltinESMExports();

const require = createRequire(import.meta.url);
const inPackage = (file) => import(`../../node_modules/@mdn/mdn-http-observatory/src/${file}`);
const { retrieve } = await inPackage("retriever/retriever.js");
const { ALL_TESTS } = await inPackage("constants.js");
const { getScoreModifier } = await inPackage("grader/grader.js");

// The package’s own scan() takes no path; this is its sum.
const headers = cookie ? { headers: [`Cookie: ${cookie}`] } : {};
const found = await retrieve(HOST, { path, ...headers });
const results = ALL_TESTS.map((test) => test(found));
const points = results.map((result) => getScoreModifier(result.result));
const lost = points.filter((each) => each < 0).reduce((all, each) => all + each, 0);
const score = 100 + (lost < -10 ? lost : points.reduce((all, each) => all + each, 0));

const { CspEvaluator } = require("../../node_modules/csp_evaluator/dist/evaluator.js");
const { CspParser } = require("../../node_modules/csp_evaluator/dist/parser.js");
const policy = found.responses.auto.headers["content-security-policy"];
const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();

console.log(
  JSON.stringify({
    status: found.responses.auto.status,
    verified: found.responses.auto.verified,
    score,
    tests: Object.fromEntries(results.map((result, at) => [result.constructor.name, [result.result, points[at]]])),
    findings: findings.map(({ severity, directive, value, description }) => ({ severity, directive, value, description })),
    body: String(found.resources.path).slice(0, 20_000),
  }),
);
process.exit(0);
