import type { Command } from "commander";

/** Adds the options that say where things of people are beside topics and history. */
export function addPersonalPlaces(command: Command): Command {
  return command
    .optionsGroup("Which deployment:")
    .option("--region <region>", "where the queue of its timers is, such as europe-west1")
    .option("--media <place>", "the bucket with copies of users' files, or the folder of npm start's --media")
    .optionsGroup("Options:");
}
