import { later } from '../parts/later.tsx';

export const LessonQuestion = later(async () => (await import('./lesson-question.tsx')).LessonQuestion);
