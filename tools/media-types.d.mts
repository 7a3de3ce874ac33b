/** The media type of a path; text if it is none of the page's. */
export function mediaType(path: string): string;
