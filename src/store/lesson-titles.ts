export { LESSON_TITLES as lessonTitles } from '../scenario/gallery/titles.ts';
