#include "ui/words/Words.h"

#include <QDateTime>
#include <iterator>

namespace haziri::ui {

namespace {

struct CodeWords {
    const char* code;
    const char* brief;
    const char* sentence;
    const char* advice;
};

// clang-format off
const CodeWords kCodes[] = {
    // held
    {"GEOFENCE", QT_TRANSLATE_NOOP("haziri::ui::Words", "outside the site"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The mark was taken outside the site's boundary."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"VELOCITY", QT_TRANSLATE_NOOP("haziri::ui::Words", "too fast from place to place"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Two marks lie further apart than anybody can travel in that time."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"CLOCK_STEP", QT_TRANSLATE_NOOP("haziri::ui::Words", "clock was changed"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This laptop's clock was changed before the mark."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Set the clock right and connect once.")},
    {"CHAIN_GAP", QT_TRANSLATE_NOOP("haziri::ui::Words", "earlier marks missing"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Marks from before this one have not arrived yet."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Sync again; the missing marks will follow.")},
    {"DAY_BUDGET", QT_TRANSLATE_NOOP("haziri::ui::Words", "too much in one day"), QT_TRANSLATE_NOOP("haziri::ui::Words", "One laptop brought more refused packets or signatures in a day than are kept."), QT_TRANSLATE_NOOP("haziri::ui::Words", "See what is wrong with the laptop, or block it.")},
    {"PHOTO_REUSE", QT_TRANSLATE_NOOP("haziri::ui::Words", "same photo again"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The same photo was used before."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"IN_OUT", QT_TRANSLATE_NOOP("haziri::ui::Words", "same way twice"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This person was marked this way before, and not the other way since."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Check whether IN or OUT is chosen above. The office will look at it.")},
    {"FACE_MISMATCH", QT_TRANSLATE_NOOP("haziri::ui::Words", "face does not fit"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The face does not fit the name well enough."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"LIVENESS_LOW", QT_TRANSLATE_NOOP("haziri::ui::Words", "may be a picture"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The camera could not tell whether a real person stood there."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the person to come close and look at the camera.")},
    {"MANUAL", QT_TRANSLATE_NOOP("haziri::ui::Words", "marked by hand"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The mark was made by hand, without a face."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"BURST", QT_TRANSLATE_NOOP("haziri::ui::Words", "too many at once"), QT_TRANSLATE_NOOP("haziri::ui::Words", "More marks came in a short time than people can pass a gate."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"CAPTURE_SOURCE", QT_TRANSLATE_NOOP("haziri::ui::Words", "other camera"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The picture did not come from a camera this site accepts."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Use the laptop's own camera.")},
    {"WORKER_UNKNOWN", QT_TRANSLATE_NOOP("haziri::ui::Words", "not enrolled yet"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server does not know this worker yet."), QT_TRANSLATE_NOOP("haziri::ui::Words", "It settles by itself when the enrolment arrives.")},
    {"TRUST_LOW", QT_TRANSLATE_NOOP("haziri::ui::Words", "too little trust"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office trusts this laptop or this worker too little at the moment."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"DUPLICATE_FACE", QT_TRANSLATE_NOOP("haziri::ui::Words", "face known by another name"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This face is already enrolled under another name."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Look at both people side by side before you go on.")},
    {"AADHAAR_WHOLE", QT_TRANSLATE_NOOP("haziri::ui::Words", "whole Aadhaar number"), QT_TRANSLATE_NOOP("haziri::ui::Words", "A whole Aadhaar number stands in the details."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Only its last four digits may be kept: take the others out.")},
    {"QUOTA", QT_TRANSLATE_NOOP("haziri::ui::Words", "too many enrolments today"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The thekedar has enrolled more people today than agreed."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"CORRECTION_LATE", QT_TRANSLATE_NOOP("haziri::ui::Words", "undone too late"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The mark was undone more than a minute after it was made."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office will look at it. Nothing is lost.")},
    {"MARK_UNKNOWN", QT_TRANSLATE_NOOP("haziri::ui::Words", "mark not here yet"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The mark that was undone is not here."), QT_TRANSLATE_NOOP("haziri::ui::Words", "It settles by itself when the mark arrives.")},
    // rejected
    {"CORRECTION_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "nothing to undo"), QT_TRANSLATE_NOOP("haziri::ui::Words", "It undoes what is no mark of this worker on this laptop."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The mark counts as before.")},
    {"UNDO_TOO_LATE", QT_TRANSLATE_NOOP("haziri::ui::Words", "too late to undo"), QT_TRANSLATE_NOOP("haziri::ui::Words", "A mark can be undone for one minute."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Tell the office: it can decide about the mark.")},
    {"ALREADY_UNDONE", QT_TRANSLATE_NOOP("haziri::ui::Words", "undone already"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This mark was undone before."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Nothing more is needed.")},
    {"SIGNATURE_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "signature is wrong"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The signature does not fit the mark. It may have been altered."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Tell the office and take the mark again.")},
    {"TIME_WINDOW", QT_TRANSLATE_NOOP("haziri::ui::Words", "outside allowed hours"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The mark's time lies outside the hours this laptop may record."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Check the laptop's clock, then sync.")},
    {"REPLAY", QT_TRANSLATE_NOOP("haziri::ui::Words", "copy of another mark"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Another mark with the same number was sent before."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Tell the office.")},
    {"TOKEN_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "permission not valid"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The permission under which the mark was taken is not valid."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Sync once to get a new permission.")},
    {"SITE_MISMATCH", QT_TRANSLATE_NOOP("haziri::ui::Words", "other site"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The mark names another site than this laptop's."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Tell the office.")},
    {"CHAIN_FORK", QT_TRANSLATE_NOOP("haziri::ui::Words", "two histories"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This laptop's records exist in two versions, as after an old backup."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the office for a new enrolment code.")},
    {"VOUCH_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "thekedar's signature is wrong"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The thekedar's signature on this enrolment is not valid."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Enrol the worker again.")},
    {"MALFORMED", QT_TRANSLATE_NOOP("haziri::ui::Words", "cannot be read"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server could not read this record."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Tell the office.")},
    {"DAMAGED", QT_TRANSLATE_NOOP("haziri::ui::Words", "damaged on this laptop"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This record was damaged on this laptop's disk. It was set aside."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Tell the office; the others go on.")},
    // the line
    {"OFFLINE", QT_TRANSLATE_NOOP("haziri::ui::Words", "no line"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server cannot be reached. Marks are kept safely on this laptop."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Go on marking. They are sent when the line is back.")},
    {"TIMEOUT", QT_TRANSLATE_NOOP("haziri::ui::Words", "line too slow"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server did not answer in time."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Go on marking. It is tried again by itself.")},
    {"PIN_MISMATCH", QT_TRANSLATE_NOOP("haziri::ui::Words", "wrong server"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Somebody else answers in the server's place. Nothing was sent."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Use another network, or tell the office.")},
    {"ANSWER_UNSIGNED", QT_TRANSLATE_NOOP("haziri::ui::Words", "answer not signed"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The answer was not signed by the server, so it was not believed."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Often a login page of a hotel or public network. Use another network.")},
    {"ANSWER_CUT", QT_TRANSLATE_NOOP("haziri::ui::Words", "line broke off"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The line broke off in the middle. Nothing was lost."), QT_TRANSLATE_NOOP("haziri::ui::Words", "It is tried again by itself.")},
    {"ANSWER_TOO_LARGE", QT_TRANSLATE_NOOP("haziri::ui::Words", "answer too large"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server's answer was too large and was not read."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Tell the office.")},
    {"REDIRECTED", QT_TRANSLATE_NOOP("haziri::ui::Words", "sent elsewhere"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The network tried to send this laptop to another address."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Use another network.")},
    {"CANCELLED", QT_TRANSLATE_NOOP("haziri::ui::Words", "stopped"), QT_TRANSLATE_NOOP("haziri::ui::Words", "It was stopped before the end."), ""},
    {"LOG_FORK", QT_TRANSLATE_NOOP("haziri::ui::Words", "server changed its past"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server's log contradicts what this laptop saw before. The proof is kept."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Sync has stopped for good. Tell the office at once.")},
    {"EPOCH_UNKNOWN", QT_TRANSLATE_NOOP("haziri::ui::Words", "enrolment not known"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server does not know this laptop's enrolment: it went back to an older backup. All marks are kept here."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the office for a fresh code and enrol this laptop again.")},
    {"DEVICE_BLOCKED", QT_TRANSLATE_NOOP("haziri::ui::Words", "laptop blocked"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office has blocked this laptop."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Marks stay on this laptop. Call the office.")},
    {"HTTP_503", QT_TRANSLATE_NOOP("haziri::ui::Words", "server busy"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server cannot store anything right now. Nothing was lost."), QT_TRANSLATE_NOOP("haziri::ui::Words", "It is tried again by itself.")},
    {"STORE_UNAVAILABLE", QT_TRANSLATE_NOOP("haziri::ui::Words", "cannot be stored"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The record could not be written to the disk."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Free some disk space, then try again.")},
    {"NOT_REGISTERED", QT_TRANSLATE_NOOP("haziri::ui::Words", "not enrolled"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This laptop is not enrolled at a server yet."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Paste the enrolment address that the office gave you.")},
    // registration and sign-in
    {"URI_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "not an enrolment address"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This is not an enrolment address. It begins with haziri:// and holds a code."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Copy the whole line that the office sent.")},
    {"CODE_USED", QT_TRANSLATE_NOOP("haziri::ui::Words", "code already used"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This code was already used by another laptop."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the office for a new enrolment code.")},
    {"CODE_EXPIRED", QT_TRANSLATE_NOOP("haziri::ui::Words", "code too old"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This code has run out; it lives for ten minutes."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the office for a new enrolment code.")},
    {"CODE_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "code not known"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server does not know this code."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Copy the whole line that the office sent.")},
    {"SIGN_IN_REFUSED", QT_TRANSLATE_NOOP("haziri::ui::Words", "name or password wrong"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Name or password is wrong."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Try again, slowly.")},
    {"SIGN_IN_NEEDS_LINE", QT_TRANSLATE_NOOP("haziri::ui::Words", "line needed once"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The first sign-in on a laptop needs a line to the server."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Connect to the internet once. Later it works without.")},
    {"TOO_MANY_TRIES", QT_TRANSLATE_NOOP("haziri::ui::Words", "too many tries"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Too many wrong tries."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Wait a few minutes, then try again.")},
    {"PROFILE_IN_USE", QT_TRANSLATE_NOOP("haziri::ui::Words", "already open"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Haziri is already open on this laptop."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Use the window that is open.")},
    {"KEYCHAIN_UNAVAILABLE", QT_TRANSLATE_NOOP("haziri::ui::Words", "no keychain"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The system's keychain, where this laptop's keys rest, is not running."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Start the keychain service and open Haziri again.")},
    {"KEYCHAIN_LOCKED", QT_TRANSLATE_NOOP("haziri::ui::Words", "keychain locked"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The system's keychain is locked."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Unlock it and open Haziri again.")},
    {"KEYS_GONE", QT_TRANSLATE_NOOP("haziri::ui::Words", "keys are gone"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The keys of this profile are not where they were."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Bring the file keys.sealed back from a backup. Nothing was changed.")},
    {"KEYCHAIN_DENIED", QT_TRANSLATE_NOOP("haziri::ui::Words", "keychain refused"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The system's keychain refused to give the keys."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Allow Haziri in the keychain and open it again.")},
    {"KEY_PASSPHRASE_WRONG", QT_TRANSLATE_NOOP("haziri::ui::Words", "wrong passphrase"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The passphrase of the key file is wrong."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Correct the passphrase file and open Haziri again.")},
    {"KEY_PASSPHRASE_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "no passphrase"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The passphrase of the key file is missing."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Correct the passphrase file and open Haziri again.")},
    {"KEY_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "key missing"), QT_TRANSLATE_NOOP("haziri::ui::Words", "A key of this laptop is missing from its key store."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the office for a new enrolment code.")},
    {"OUTBOX_DAMAGED", QT_TRANSLATE_NOOP("haziri::ui::Words", "store damaged"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The store of marks on this laptop is damaged. Nothing was changed."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Do not delete anything. Call the office.")},
    {"IO_ERROR", QT_TRANSLATE_NOOP("haziri::ui::Words", "disk problem"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The disk could not be read or written."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Free some disk space, then try again.")},
    {"CHAIN_CLOSED", QT_TRANSLATE_NOOP("haziri::ui::Words", "enrol this laptop again"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This laptop has to be enrolled again before it may record."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the office for a new enrolment code.")},
    // the camera
    {"UNKNOWN_FACE", QT_TRANSLATE_NOOP("haziri::ui::Words", "not recognised"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This face is not enrolled at this site."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Add the name in the tray, or enrol the worker.")},
    {"AMBIGUOUS_FACE", QT_TRANSLATE_NOOP("haziri::ui::Words", "not sure who"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Two enrolled people look alike to the camera."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Choose the right name in the tray.")},
    {"CARD_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "card not valid"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This is not a worker's card made by Haziri."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Mark by name with F9, and print a new card.")},
    {"CARD_UNKNOWN", QT_TRANSLATE_NOOP("haziri::ui::Words", "card of nobody here"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This card belongs to nobody of this site."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Mark by name with F9, or enrol the worker.")},
    {"FACE_COVERED", QT_TRANSLATE_NOOP("haziri::ui::Words", "face covered"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Mouth and nose are covered."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take the mask or cloth off for a moment.")},
    {"EYES_COVERED", QT_TRANSLATE_NOOP("haziri::ui::Words", "eyes covered"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The eyes are covered."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take the dark glasses off for the photo.")},
    {"NO_FACE", QT_TRANSLATE_NOOP("haziri::ui::Words", "no face"), QT_TRANSLATE_NOOP("haziri::ui::Words", "No face is to be seen in the picture."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take the picture again, from nearer.")},
    {"SEVERAL_FACES", QT_TRANSLATE_NOOP("haziri::ui::Words", "several people"), QT_TRANSLATE_NOOP("haziri::ui::Words", "More than one person stands before the camera."), QT_TRANSLATE_NOOP("haziri::ui::Words", "One at a time, please.")},
    {"TOO_DARK", QT_TRANSLATE_NOOP("haziri::ui::Words", "too dark"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The face is too dark to compare."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Turn towards the light.")},
    {"TOO_BRIGHT", QT_TRANSLATE_NOOP("haziri::ui::Words", "too bright"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The face is too bright to compare."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Step into the shade.")},
    {"TOO_SMALL", QT_TRANSLATE_NOOP("haziri::ui::Words", "too far away"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The face is too far away to compare."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Come closer.")},
    {"BLURRED", QT_TRANSLATE_NOOP("haziri::ui::Words", "blurred"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The picture is blurred."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Hold still for a moment.")},
    {"TURNED_AWAY", QT_TRANSLATE_NOOP("haziri::ui::Words", "looked away"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The face is turned away."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Look straight at the camera.")},
    {"FACE_QUALITY", QT_TRANSLATE_NOOP("haziri::ui::Words", "picture not good enough"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The picture is not good enough to recognise the person by."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take it again, near and in good light.")},
    {"CAMERA_NONE", QT_TRANSLATE_NOOP("haziri::ui::Words", "no camera"), QT_TRANSLATE_NOOP("haziri::ui::Words", "No camera is connected."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Plug one in, or mark by hand with F9.")},
    {"CAMERA_BUSY", QT_TRANSLATE_NOOP("haziri::ui::Words", "camera in use"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Another program is using the camera."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Close it and try again, or mark by hand with F9.")},
    {"CAMERA_LOST", QT_TRANSLATE_NOOP("haziri::ui::Words", "camera unplugged"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The camera was unplugged."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Plug it in again, or mark by hand with F9.")},
    {"CAMERA_SILENT", QT_TRANSLATE_NOOP("haziri::ui::Words", "no picture"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The camera gives no pictures."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Unplug it and plug it in again.")},
    {"CAMERA_DARK", QT_TRANSLATE_NOOP("haziri::ui::Words", "picture is black"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The picture is black."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take the cover off the camera, and make light.")},
    {"CAMERA_FROZEN", QT_TRANSLATE_NOOP("haziri::ui::Words", "picture stands still"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The picture stands still: the same one comes again and again."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Unplug it and plug it in again.")},
    {"CAMERA_SLOW", QT_TRANSLATE_NOOP("haziri::ui::Words", "camera too slow"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The camera gives few pictures a second."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Make more light, and close other programs.")},
    {"LIGHT_LOW", QT_TRANSLATE_NOOP("haziri::ui::Words", "too little light"), QT_TRANSLATE_NOOP("haziri::ui::Words", "There is too little light."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Put a lamp behind the camera.")},
    {"LIGHT_HARSH", QT_TRANSLATE_NOOP("haziri::ui::Words", "light too harsh"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The light is too harsh, or shines into the camera."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Turn the camera away from the sun.")},
    {"PICTURE_SOFT", QT_TRANSLATE_NOOP("haziri::ui::Words", "picture not sharp"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The picture is not sharp."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Wipe the lens with a soft cloth.")},
    {"CAMERA_DENIED", QT_TRANSLATE_NOOP("haziri::ui::Words", "camera not allowed"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The system does not let Haziri use the camera."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Allow it in the system's settings, or mark by hand with F9.")},
    {"FILE_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "file missing"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The file is not there."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Choose another camera or file.")},
    {"FILE_UNREADABLE", QT_TRANSLATE_NOOP("haziri::ui::Words", "file cannot be read"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The file cannot be read."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Choose another camera or file.")},
    {"MODEL_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "face models missing"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The files that recognise faces are not installed."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Run the installer again. Until then mark by hand with F9.")},
    {"MODEL_DAMAGED", QT_TRANSLATE_NOOP("haziri::ui::Words", "face models damaged"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The files that recognise faces were changed or damaged."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Run the installer again. Until then mark by hand with F9.")},
    {"VISION_FAILED", QT_TRANSLATE_NOOP("haziri::ui::Words", "recognition stopped"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Face recognition stopped working."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Open Haziri again, or mark by hand with F9.")},
    {"PICTURE_UNREADABLE", QT_TRANSLATE_NOOP("haziri::ui::Words", "picture cannot be read"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The picture cannot be read."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take it again.")},
    // the place
    {"GNSS_UNREADABLE", QT_TRANSLATE_NOOP("haziri::ui::Words", "receiver missing"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The receiver that was chosen cannot be opened."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Plug it in, or choose another one in the settings.")},
    {"GNSS_SILENT", QT_TRANSLATE_NOOP("haziri::ui::Words", "receiver silent"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The receiver says no place."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Put it where it sees the sky.")},
    // the PIN
    {"WRONG_PIN", QT_TRANSLATE_NOOP("haziri::ui::Words", "wrong PIN"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The PIN is wrong."), QT_TRANSLATE_NOOP("haziri::ui::Words", "After five wrong ones the password is needed.")},
    {"PIN_TRIES", QT_TRANSLATE_NOOP("haziri::ui::Words", "too many wrong PINs"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The PIN was wrong too often."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Sign in with the password once.")},
    {"PIN_WEAK", QT_TRANSLATE_NOOP("haziri::ui::Words", "PIN too simple"), QT_TRANSLATE_NOOP("haziri::ui::Words", "A PIN has six to twelve digits, not all the same and not in a row."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Choose another one.")},
    {"PIN_NOT_FOR_OFFICE", QT_TRANSLATE_NOOP("haziri::ui::Words", "password only"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The office signs in at the server, with the password."), ""},
    // the stick
    {"BUNDLE_KEY_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "no key for the stick"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This laptop was enrolled before its server took sticks."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the office for a new enrolment address.")},
    {"BUNDLE_DAMAGED", QT_TRANSLATE_NOOP("haziri::ui::Words", "stick damaged"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The file is damaged or not whole. Nothing of it was taken."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Copy it again from the office.")},
    {"BUNDLE_RUNNING", QT_TRANSLATE_NOOP("haziri::ui::Words", "the stick is busy"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Another bundle is being written or read."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Wait until it is done, or cancel it.")},
    {"BUNDLE_FOREIGN", QT_TRANSLATE_NOOP("haziri::ui::Words", "of another laptop"), QT_TRANSLATE_NOOP("haziri::ui::Words", "These answers belong to another laptop."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Choose the file that was made from this laptop's export.")},
    // the office
    {"NOT_IMPLEMENTED", QT_TRANSLATE_NOOP("haziri::ui::Words", "not in this server yet"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server cannot do this yet. Nothing was changed."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the administrator for a newer server.")},
    {"OFFICE_OFFLINE", QT_TRANSLATE_NOOP("haziri::ui::Words", "no line"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server cannot be reached. Nothing was changed."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Check the line and try again.")},
    {"NAME_TAKEN", QT_TRANSLATE_NOOP("haziri::ui::Words", "name taken"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Somebody already has this name."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Choose another one.")},
    {"ROLE_FORBIDDEN", QT_TRANSLATE_NOOP("haziri::ui::Words", "not allowed"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Your role does not allow this."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask an administrator.")},
    {"PROOF_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "proof does not hold"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server's proof does not lead from this entry to the signed log."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Do not trust this server. Tell the administrator.")},
    {"KEY_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "log key unreadable"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The log's key on this computer cannot be read."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Enrol this computer again.")},
    {"FILE_ERASED", QT_TRANSLATE_NOOP("haziri::ui::Words", "erased"), QT_TRANSLATE_NOOP("haziri::ui::Words", "This photo was erased, as the law demands. The proof remains in the log."), ""},
    {"PURPOSE_REQUIRED", QT_TRANSLATE_NOOP("haziri::ui::Words", "purpose needed"), QT_TRANSLATE_NOOP("haziri::ui::Words", "A photo is opened only for a stated purpose of at least 8 letters."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Write why you need to see it.")},
    {"VAULT_INTEGRITY", QT_TRANSLATE_NOOP("haziri::ui::Words", "photo damaged"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The stored photo was damaged or exchanged. It is not shown."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The damage is in the log. Tell the administrator.")},
    {"FORBIDDEN", QT_TRANSLATE_NOOP("haziri::ui::Words", "not allowed"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Your role does not allow this."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Sign in as somebody of the HR office.")},
    {"NOT_FOUND", QT_TRANSLATE_NOOP("haziri::ui::Words", "not found"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The server does not have this."), QT_TRANSLATE_NOOP("haziri::ui::Words", "The photo may not have arrived yet.")},
    {"RATE_LIMITED", QT_TRANSLATE_NOOP("haziri::ui::Words", "too many photos opened"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Too many photos were opened in a short time."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Wait a few minutes, then try again.")},
    {"CHECKPOINT_INVALID", QT_TRANSLATE_NOOP("haziri::ui::Words", "checkpoint not valid"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The log's checkpoint is not signed by the log's key."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Do not trust this server. Tell the administrator.")},
    {"SESSION_EXPIRED", QT_TRANSLATE_NOOP("haziri::ui::Words", "signed out"), QT_TRANSLATE_NOOP("haziri::ui::Words", "You were signed out because nothing happened for a while."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Sign in again.")},
    // enrolment
    {"NAME_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "name missing"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The name is missing."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Write the worker's name.")},
    {"CONSENT_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "consent missing"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The worker has not been asked for consent."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Read the notice aloud and ask.")},
    {"PHOTO_MISSING", QT_TRANSLATE_NOOP("haziri::ui::Words", "no picture"), QT_TRANSLATE_NOOP("haziri::ui::Words", "There is no picture of the face yet."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take the three pictures.")},
    {"FACES_DIFFER", QT_TRANSLATE_NOOP("haziri::ui::Words", "not the same person"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The pictures do not show the same person."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Take all three pictures again.")},
    {"NOT_A_THEKEDAR", QT_TRANSLATE_NOOP("haziri::ui::Words", "not a thekedar"), QT_TRANSLATE_NOOP("haziri::ui::Words", "Only a thekedar can bring a worker in."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Ask the thekedar to sign with his name and password.")},
    {"TWO_FACES", QT_TRANSLATE_NOOP("haziri::ui::Words", "several people"), QT_TRANSLATE_NOOP("haziri::ui::Words", "More than one person is in the picture."), QT_TRANSLATE_NOOP("haziri::ui::Words", "One at a time, please.")},
    {"SIGN_IN_NEEDED", QT_TRANSLATE_NOOP("haziri::ui::Words", "thekedar must sign in"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The thekedar has not signed in on this laptop before."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Sign in once with a line to the server.")},
    {"WRONG_PASSWORD", QT_TRANSLATE_NOOP("haziri::ui::Words", "wrong password"), QT_TRANSLATE_NOOP("haziri::ui::Words", "The password is wrong."), QT_TRANSLATE_NOOP("haziri::ui::Words", "Try again, slowly.")},
};
// clang-format on

const CodeWords* find(const QByteArray& code) {
    const auto* found =
        std::find_if(std::begin(kCodes), std::end(kCodes), [&](const CodeWords& words) { return code == words.code; });
    return found == std::end(kCodes) ? nullptr : found;
}

QDateTime local(UnixMillis at) {
    return QDateTime::fromMSecsSinceEpoch(at.value);
}

} // namespace

QString Words::sentence(const QByteArray& code) {
    if (const auto* words = find(code)) return tr(words->sentence);
    return tr("Something unexpected happened.");
}

QString Words::brief(const QByteArray& code) {
    if (const auto* words = find(code)) return tr(words->brief);
    return tr("to check");
}

QString Words::advice(const QByteArray& code) {
    const auto* words = find(code);
    return words && *words->advice ? tr(words->advice) : QString();
}

QString Words::sentenceAndAdvice(const QByteArray& code) {
    return QStringLiteral("%1 %2").arg(sentence(code), advice(code)).trimmed();
}

bool Words::knows(const QByteArray& code) {
    return find(code) != nullptr;
}

QList<QByteArray> Words::codes() {
    QList<QByteArray> list;
    for (const auto& words : kCodes)
        list << words.code;
    return list;
}

QString Words::guidance(const QByteArray& code) {
    if (code == "CAMERA_DARK") return tr("The picture is black. Is the camera covered?");
    if (code == "COME_CLOSER") return tr("Come closer");
    if (code == "MORE_LIGHT") return tr("More light, please");
    if (code == "LESS_LIGHT") return tr("Step into the shade");
    if (code == "HOLD_STILL") return tr("Hold still");
    if (code == "LOOK_HERE") return tr("Look here");
    if (code == "UNCOVER_FACE") return tr("Take off the mask for a moment");
    if (code == "UNCOVER_EYES") return tr("Take the dark glasses off");
    if (code == "ONE_AT_A_TIME") return tr("One at a time");
    if (code == "TURN_LEFT") return tr("Turn your head to the left");
    if (code == "TURN_RIGHT") return tr("Turn your head to the right");
    return {};
}

QString Words::direction(muster::Direction direction) {
    return direction == muster::Direction::In ? tr("IN") : tr("OUT");
}

QString Words::role(const QByteArray& role) {
    if (role == "supervisor") return tr("supervisor");
    if (role == "thekedar") return tr("thekedar");
    if (role == "hr") return tr("HR");
    if (role == "admin") return tr("administrator");
    return {};
}

QString Words::kind(const QByteArray& kind) {
    if (kind == "attendance") return tr("attendance");
    if (kind == "attendance.correct") return tr("mark undone");
    if (kind == "fraud") return tr("fraud attempt");
    if (kind == "worker.enrol") return tr("worker enrolled");
    if (kind == "worker.add") return tr("worker added");
    if (kind == "worker.update") return tr("worker changed");
    if (kind == "worker.consent") return tr("consent");
    if (kind == "worker.erase") return tr("worker erased");
    if (kind == "device.register") return tr("laptop enrolled");
    if (kind == "device.block") return tr("laptop blocked");
    if (kind == "device.unblock") return tr("laptop unblocked");
    if (kind == "user.key") return tr("personal key");
    if (kind == "user.add") return tr("user added");
    if (kind == "site.add") return tr("site added");
    if (kind == "vault.access") return tr("photo opened");
    if (kind == "vault.integrity") return tr("photo damaged");
    if (kind == "attendance.override") return tr("decision on a mark");
    if (kind == "fraud.resolve") return tr("decision on an alert");
    if (kind == "restore") return tr("backup restored");
    if (kind == "keys.rotate") return tr("keys changed");
    if (kind == "worker.pay") return tr("pay entered");
    if (kind == "worker.decide") return tr("decision on a worker");
    if (kind == "user.block") return tr("person blocked");
    if (kind == "user.unblock") return tr("person unblocked");
    if (kind == "user.password") return tr("new password");
    if (kind == "code.issue") return tr("enrolment code");
    if (kind == "device.head") return tr("chain confirmed");
    if (kind == "attendance.evidence") return tr("second look at a photo");
    if (kind == "backup") return tr("backup made");
    if (kind == "log.start") return tr("log begun");
    return QString::fromUtf8(kind);
}

QString Words::status(const QByteArray& status) {
    if (status == "pending") return tr("waiting");
    if (status == "synced" || status == "accepted") return tr("synced");
    if (status == "held") return tr("to check");
    if (status == "rejected") return tr("rejected");
    if (status == "quarantined") return tr("set aside");
    if (status == "corrected") return tr("undone");
    return QString::fromUtf8(status);
}

QLocale Words::locale() {
    //: The language and country whose dates and numbers are used: hi_IN, en_IN
    return QLocale(tr("en_IN"));
}

namespace {

QString latin(QString text) {
    for (QChar& c : text)
        if (c.digitValue() >= 0) c = QChar(u'0' + c.digitValue());
    return text;
}

} // namespace

QString Words::date(const QDate& date, const QString& format) {
    return latin(locale().toString(date, format));
}

QString Words::date(const QDateTime& moment, const QString& format) {
    return latin(locale().toString(moment, format));
}

QString Words::decimal(double value, int places) {
    return latin(locale().toString(value, 'f', places));
}

QString Words::clockTime(UnixMillis at, bool seconds) {
    return local(at).toString(seconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

QString Words::day(const QDate& date) {
    return Words::date(date, QStringLiteral("ddd d MMM yyyy"));
}

QString Words::dayAndTime(UnixMillis at) {
    return QStringLiteral("%1 %2").arg(date(local(at).date(), QStringLiteral("d MMM yyyy")), clockTime(at, true));
}

QString Words::shortMoment(UnixMillis at) {
    if (local(at).date() == QDate::currentDate()) return clockTime(at, true);
    return QStringLiteral("%1 %2").arg(date(local(at).date(), QStringLiteral("d MMM")), clockTime(at));
}

QString Words::age(qint64 ms) {
    const qint64 minutes = ms / 60'000;
    if (minutes < 1) return tr("under 1 min");
    if (minutes < 60) return tr("%1 min").arg(minutes);
    if (minutes < 48 * 60) return tr("%1 h").arg(minutes / 60);
    return tr("%1 d").arg(minutes / (24 * 60));
}

QString Words::number(qint64 value) {
    return latin(locale().toString(value)).replace(QLatin1Char('-'), QChar(0x2212)); // as wide as a plus
}

QString Words::size(qint64 bytes) {
    return latin(locale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat));
}

QString Words::shortHash(const QByteArray& hash) {
    if (hash.size() <= 10) return QString::fromLatin1(hash);
    return QString::fromLatin1(hash.left(4)) + QChar(0x2026) + QString::fromLatin1(hash.right(4));
}

QString Words::metres(qint64 metres) {
    if (metres < 1000) return tr("%1 m").arg(number(metres));
    return tr("%1 km").arg(decimal(double(metres) / 1000, 1));
}

QString Words::place(const muster::PlaceInfo& place) {
    using place::FenceVerdict;
    using place::PositionSource;
    const auto& position = place.position;
    QStringList parts;
    if (place.searching) parts << tr("The receiver has not said a place yet.");
    if (!place.problem.isEmpty()) parts << sentence(place.problem);
    const QString sure = QStringLiteral("± ") + metres(qMax<qint64>(1, (position.accuracyCm + 99) / 100));
    const QString at = clockTime(position.at);
    switch (position.source) {
    case PositionSource::Gnss:
        parts << tr("By the receiver, %1, at %2.").arg(sure, at);
        break;
    case PositionSource::Network:
        parts << tr("By the location service, %1, at %2.").arg(sure, at);
        break;
    case PositionSource::Declared:
        parts << tr("Marks carry the place that was declared for the site. It proves little.");
        break;
    case PositionSource::None:
        parts << tr("No place is known. Marks without a place wait for the office.");
        break;
    }
    if (position.source == PositionSource::Gnss || position.source == PositionSource::Network) {
        if (place.verdict == FenceVerdict::Inside) parts << tr("Inside the site.");
        if (place.verdict == FenceVerdict::Near) parts << tr("At the edge of the site.");
        if (place.verdict == FenceVerdict::Outside)
            parts << tr("Outside the site, %1 from its middle. Marks wait for the office.")
                         .arg(metres(qint64(place::distanceMetres(place.fence->centre, position.point))));
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace haziri::ui
