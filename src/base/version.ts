import { version } from '../../package.json';

/** The version of the program, as page and command line say it. */
export const VERSION: string = version;
