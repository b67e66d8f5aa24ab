"""What goes past the camera on the demonstration day: pictures of the five and of strangers, each on a
canvas as a webcam would see them, in the order in which people come to the gate."""

import pathlib

from PIL import Image, ImageFilter

VIEW = (640, 480)
SHOTS_FOR_ENROLMENT = 3

# One clear face each in the groups' photographs: left, top, right, bottom.
STRANGERS = [
    ("sample3.jpg", (1000, 120, 1400, 520)),
    ("sample6.jpg", (560, 260, 980, 680)),
]


def people(pictures):
    """Name and eleven pictures of each of the five, in name order."""
    folders = sorted(p for p in (pathlib.Path(pictures) / "johns").iterdir() if p.is_dir())
    return [(folder.name.replace("_", " "), sorted(folder.glob("*.jpg"))) for folder in folders]


def on_canvas(picture, height=260):
    """The picture in the middle of a webcam's view, over a blurred background of its own colours."""
    picture = picture.convert("RGB")
    view = picture.resize(VIEW).filter(ImageFilter.GaussianBlur(60))
    face = picture.resize((picture.width * height // picture.height, height), Image.LANCZOS)
    view.paste(face, ((VIEW[0] - face.width) // 2, (VIEW[1] - face.height) // 2))
    return view


def make_stream(pictures, folder, first=SHOTS_FOR_ENROLMENT, shots=2):
    """Fills a folder whose name order is the queue at the gate; returns (file name, who or None) of each.
    `first` chooses the pictures: the same photograph twice would be found out as such."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    queue = []
    strangers = list(STRANGERS)
    for shot in range(shots):
        for name, files in people(pictures):
            queue.append((name, Image.open(files[first + shot])))
        if strangers:
            file, box = strangers.pop(0)
            queue.append((None, Image.open(pathlib.Path(pictures) / "groups" / file).crop(box)))
    made = []
    for number, (name, picture) in enumerate(queue):
        file = f"{number:02}-{(name or 'stranger').replace(' ', '-').lower()}.jpg"
        on_canvas(picture).save(folder / file, quality=92)
        made.append((file, name))
    return made
