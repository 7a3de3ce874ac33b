import { NOT_IN_FIREFOX } from './firefox.ts';

/** After the tests: what was not among them, and why. */
export default function sayNotInFirefox(): void {
  console.log('\nNot tested in Firefox:');
  for (const { title, why } of NOT_IN_FIREFOX) console.log(`  ${title.source.replaceAll('\\', '')}: ${why}`);
}
