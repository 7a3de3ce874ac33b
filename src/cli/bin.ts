#!/usr/bin/env node
// The installed program: built by tools/build-cli.mjs into a folder of the package.
import { fileURLToPath } from 'node:url';
import { main } from './main.ts';

await main(process.argv.slice(2), fileURLToPath(new URL('..', import.meta.url)));
