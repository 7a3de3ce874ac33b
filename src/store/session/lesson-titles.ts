export { LESSON_TITLES as lessonTitles } from '../../lessons/titles.ts';
