#!/usr/bin/env bash
# fast-check 4.10.2: a double from 0 to 1, also without its bias, is nearly always too small to be told from 0.
#
# fc.double draws uniformly among the doubles there are, and half of those between 0 and 1 are below 1e-154. A test that
# takes such a number as "a place in this file" hits the first byte nearly each time, and looks as if it tried them all.
# fc.noBias does not change that: it takes away the extra zeros and ones, not the distribution. A whole number divided by
# its largest value is uniform. Seen 2026-11-27: 99 % of 10,000 draws below 0.01, of which 1 % are expected.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fast-check@4.10.2
cat >try.mjs <<'JS'
import fc from 'fast-check';
const options = { numRuns: 10_000, seed: 1 };
const share = (list) => list.filter((x) => x < 0.01).length / list.length;
const double = share(fc.sample(fc.noBias(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })), options));
const whole = share(fc.sample(fc.noBias(fc.integer({ min: 0, max: 2 ** 30 - 1 })).map((n) => n / 2 ** 30), options));
console.log(`below 0.01: ${(double * 100).toFixed(1)} % of the doubles, ${(whole * 100).toFixed(1)} % of the quotients`);
process.exit(double > 0.9 && whole < 0.02 ? 0 : 1);
JS
node try.mjs
