// One claim: a line tells when the record has grown since.
import { watchNews } from "./news.js";

watchNews();
