// Every lesson at once, for the parts of the page that list them. They are loaded with those parts.
export { LESSONS as lessons } from '../../lessons/gallery.ts';
