"""Little sources of our own, in the forms that people have, for the tests of everything behind the importers."""

DIGEST = """The Bell at Gull Point
Ada Fenn kept the fog bell at Gull Point for forty years. She tells why sound arrives late over water. \
## [00:00] Opening The harbour was quiet that morning. Ada Fenn had just come down from the lamp room. \
> *"You count without wanting to, and then the bell comes."* — Ada Fenn \
## [04:10] Counting Waves Every seventh wave was said to be larger. Nobody at Gull Point ever found that it was so. \
> *Nobody who counts waves is in a hurry. [05:30]* \
## Entities - **Ada Fenn** (Person): Keeper of the fog bell. - **Gull Point** (Place): A headland east of the harbour.
"""

LATER_DIGEST = """The Bell at Gull Point
Ada Fenn kept the fog bell at Gull Point for forty years. She tells why sound arrives late over water. \
## [00:00] Opening This part is new and says a little more than before. The harbour was quiet that morning. \
Ada Fenn had just come down from the lamp room. \
> *"You count without wanting to, and then the bell comes."* — Ada Fenn \
## [04:10] Counting Waves Every seventh wave was said to be larger. Nobody at Gull Point ever found that it was so. \
## Entities - **Ada Fenn** (Person): Keeper of the fog bell. - **Gull Point** (Place): A headland east of the harbour.
"""

CAPTIONS = """Transcript
aB3dE5fG7h1 • How We Baked The Rye | Slow Loaf Podcast #12
/srv/captions/0042_aB3dE5fG7h1.txt
Kind: captions
Language: en
The oven had been cold for a week and
nobody wanted to light it again.
>> So who did it in the end? I think
it was the youngest of them.
>> It was. She lit it at four in the
morning and by six the rye was in.
"""
