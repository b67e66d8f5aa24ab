// The window's start: one profile, one laptop, one camera, and what is remembered between starts.
#pragma once

namespace haziri::app {

/// Runs the window to its end and returns the exit code.
///
///   --profile DIR        default: haziri below the user's data folder
///   --camera SPEC        default | device:ID | file:PATH; default: the remembered one
///   --gnss SOURCE        serial:DEVICE | socket://HOST:PORT | PATH | off, for this start; default: HAZIRI_GNSS, else
///                        what was chosen in the settings
///   --language en|hi|mr, --theme light|dark|contrast   for this start and remembered
///   --exit-after-startup ends with 0 as soon as the window was painted, for package tests
int runWindow(int argc, char** argv);

} // namespace haziri::app
