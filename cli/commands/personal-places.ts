import type { Command } from "commander";
import { addRegion } from "./command.ts";

/** Adds the options that say where things of people are beside topics and history. */
export function addPersonalPlaces(command: Command): Command {
  return addRegion(command)
    .optionsGroup("Which deployment:")
    .option("--media <place>", "the bucket with copies of users' files, or the folder of npm start's --media")
    .optionsGroup("Options:");
}
