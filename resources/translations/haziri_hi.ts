<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="hi_IN" sourcelanguage="en">
<context>
    <name>haziri::app::Gui</name>
    <message>
        <source>The system&apos;s camera</source>
        <translation>सिस्टम का कैमरा</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>संस्करण</translation>
    </message>
    <message>
        <source>This laptop</source>
        <translation>यह लैपटॉप</translation>
    </message>
    <message>
        <source>The system&apos;s location service</source>
        <translation>सिस्टम की स्थान सेवा</translation>
    </message>
    <message>
        <source>The site&apos;s own place</source>
        <translation>साइट का अपना स्थान</translation>
    </message>
    <message>
        <source>Receiver at %1</source>
        <translation>%1 पर रिसीवर</translation>
    </message>
    <message>
        <source>Save the diagnostics</source>
        <translation>जाँच-फ़ाइल सहेजें</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AlertEvidence</name>
    <message>
        <source>Show photos…</source>
        <translation>तस्वीरें दिखाएँ…</translation>
    </message>
    <message>
        <source>Enrolled photo</source>
        <translation>पंजीकरण की तस्वीर</translation>
    </message>
    <message>
        <source>Photo of the mark</source>
        <translation>हाज़िरी की तस्वीर</translation>
    </message>
    <message>
        <source>Why do you look?</source>
        <translation>आप क्यों देख रहे हैं?</translation>
    </message>
    <message>
        <source>Purpose, your name and the time are written to the log, and over the pictures.</source>
        <translation>उद्देश्य, आपका नाम और समय बही में और तस्वीरों पर लिखे जाते हैं।</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>उद्देश्य</translation>
    </message>
    <message>
        <source>At least 8 letters</source>
        <translation>कम से कम 8 अक्षर</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>दिखाएँ</translation>
    </message>
    <message>
        <source>no enrolled photo</source>
        <translation>पंजीकरण की तस्वीर नहीं</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>पंजीकरण पर</translation>
    </message>
    <message>
        <source>no mark behind it</source>
        <translation>इसके पीछे कोई हाज़िरी नहीं</translation>
    </message>
    <message>
        <source>no photo of the mark</source>
        <translation>हाज़िरी की तस्वीर नहीं</translation>
    </message>
    <message>
        <source>at the mark</source>
        <translation>हाज़िरी पर</translation>
    </message>
    <message>
        <source>the site&apos;s own place, as declared</source>
        <translation>साइट की अपनी जगह, जैसा बताया गया</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>चेहरा</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लैपटॉप</translation>
    </message>
    <message>
        <source>%1 · trust %2 of 100</source>
        <translation>%1 · भरोसा 100 में से %2</translation>
    </message>
    <message>
        <source>no place was recorded</source>
        <translation>कोई जगह दर्ज नहीं हुई</translation>
    </message>
    <message>
        <source>%1 from the centre, circle %2, ± %3</source>
        <translation>केंद्र से %1, घेरा %2, ± %3</translation>
    </message>
    <message>
        <source>enrolled already: %1</source>
        <translation>पहले से नामांकित: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AlertModel</name>
    <message>
        <source>When</source>
        <translation>कब</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>क्या मिला</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>वज़न</translation>
    </message>
    <message>
        <source>Who and where</source>
        <translation>कौन और कहाँ</translation>
    </message>
    <message>
        <source>At stake</source>
        <translation>दाँव पर</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation>चेतावनी</translation>
    </message>
    <message>
        <source>No open alerts</source>
        <translation>कोई खुली चेतावनी नहीं</translation>
    </message>
    <message>
        <source>The server found nothing suspicious that waits for you.</source>
        <translation>सर्वर को ऐसा कुछ शक वाला नहीं मिला जो आपकी राह देख रहा हो।</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>खुली</translation>
    </message>
    <message>
        <source>Asked back</source>
        <translation>पूछताछ में</translation>
    </message>
    <message>
        <source>All</source>
        <translation>सब</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>कौन-सी चेतावनियाँ</translation>
    </message>
    <message>
        <source>Your decision</source>
        <translation>आपका निर्णय</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>It is written to the log with your name.</source>
        <translation>यह आपके नाम के साथ बही में लिखा जाता है।</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>मान लें</translation>
    </message>
    <message>
        <source>It was right: the mark counts</source>
        <translation>सही था: हाज़िरी गिनी जाएगी</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>नामंज़ूर</translation>
    </message>
    <message>
        <source>It was wrong: the mark does not count</source>
        <translation>गलत था: हाज़िरी नहीं गिनी जाएगी</translation>
    </message>
    <message>
        <source>Ask back</source>
        <translation>पूछताछ करें</translation>
    </message>
    <message>
        <source>More has to be known before somebody decides</source>
        <translation>निर्णय से पहले और जानना ज़रूरी है</translation>
    </message>
    <message>
        <source>Open in the log</source>
        <translation>बही में देखें</translation>
    </message>
    <message>
        <source>No alert chosen</source>
        <translation>कोई चेतावनी नहीं चुनी गई</translation>
    </message>
    <message>
        <source>Choose a line. What was found, about whom, and your decision stand here.</source>
        <translation>एक पंक्ति चुनिए। क्या मिला, किसके बारे में, और आपका निर्णय यहाँ रहेगा।</translation>
    </message>
    <message>
        <source>Decided. It is in the log, with your name and your reason.</source>
        <translation>निर्णय हो गया। वह आपके नाम और कारण के साथ बही में है।</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>%1 alerts</source>
        <translation>%1 चेतावनियाँ</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>यहाँ कुछ नहीं</translation>
    </message>
    <message>
        <source>No alert is in this state.</source>
        <translation>इस स्थिति में कोई चेतावनी नहीं है।</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>वज़न</translation>
    </message>
    <message>
        <source>%1 points off the trust</source>
        <translation>भरोसे से %1 अंक कम</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>निर्णय</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>मान लिया गया</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>नामंज़ूर</translation>
    </message>
    <message>
        <source>asked back</source>
        <translation>पूछताछ में</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>मिला</translation>
    </message>
    <message>
        <source>%1 at stake</source>
        <translation>%1 दाँव पर</translation>
    </message>
    <message>
        <source>the newest %1 of %2</source>
        <translation>%2 में से सबसे नई %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AsideTray</name>
    <message>
        <source>Aside</source>
        <translation>किनारे</translation>
    </message>
    <message>
        <source>Aside %1</source>
        <translation>किनारे %1</translation>
    </message>
    <message>
        <source>Nobody waits. Unclear faces step aside here.</source>
        <translation>कोई इंतज़ार में नहीं। जो चेहरा साफ़ न हो, वह यहाँ रुकता है।</translation>
    </message>
    <message>
        <source>%1 · %2 or %3?</source>
        <translation>%1 · %2 या %3?</translation>
    </message>
    <message>
        <source>%1 · %2?</source>
        <translation>%1 · %2?</translation>
    </message>
    <message>
        <source>+%1 more</source>
        <translation>+%1 और</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>कोई इंतज़ार में नहीं।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AuditLogModel</name>
    <message>
        <source>Index</source>
        <translation>क्रम</translation>
    </message>
    <message>
        <source>When</source>
        <translation>कब</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>किस्म</translation>
    </message>
    <message>
        <source>What</source>
        <translation>क्या</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>हैश</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>पिछला</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AuditPage</name>
    <message>
        <source>Audit chain</source>
        <translation>ऑडिट बही</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 प्रविष्टियाँ</translation>
    </message>
    <message>
        <source>Log of the server</source>
        <translation>सर्वर की बही</translation>
    </message>
    <message>
        <source>Load new entries</source>
        <translation>नई प्रविष्टियाँ लाएँ</translation>
    </message>
    <message>
        <source>Progress of the verification</source>
        <translation>जाँच कहाँ तक पहुँची</translation>
    </message>
    <message>
        <source>No entries yet</source>
        <translation>अभी कोई प्रविष्टि नहीं</translation>
    </message>
    <message>
        <source>As soon as the first laptop is enrolled, its entry stands here.</source>
        <translation>पहला लैपटॉप जुड़ते ही उसकी प्रविष्टि यहाँ दिखेगी।</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Verify all</source>
        <translation>सब जाँचें</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 में से %1</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>अभी जाँच नहीं हुई</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 सेकंड</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>दिखाएँ</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>पूरी नहीं हुई</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>बही सहेजें</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines फ़ाइल (*.jsonl)</translation>
    </message>
    <message>
        <source>The server has not told why. Open the page again when it answers.</source>
        <translation>सर्वर ने कारण नहीं बताया है। जब वह जवाब दे, पन्ना फिर खोलिए।</translation>
    </message>
    <message>
        <source>How its trust is made up now; the entry shows what it was then.</source>
        <translation>अभी का भरोसा ऐसे बना है; प्रविष्टि में तब का भरोसा है।</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>भरोसा</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 में से %1</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>सब किस्में</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>हाज़िरी</translation>
    </message>
    <message>
        <source>Held, to check</source>
        <translation>रोकी गई, जाँचनी है</translation>
    </message>
    <message>
        <source>Fraud attempts</source>
        <translation>धोखे की कोशिशें</translation>
    </message>
    <message>
        <source>Photos opened</source>
        <translation>खोली गई फ़ोटो</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>निर्णय</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>लैपटॉप</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>दफ़्तर</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>बाहर सहेजें…</translation>
    </message>
    <message>
        <source>Save the log for haziri-verify, which checks it without this server</source>
        <translation>बही haziri-verify के लिए सहेजें, जो उसे इस सर्वर के बिना जाँचता है</translation>
    </message>
    <message>
        <source>Worker or entry number</source>
        <translation>मज़दूर या प्रविष्टि संख्या</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>किस्म</translation>
    </message>
    <message>
        <source>All laptops</source>
        <translation>सब लैपटॉप</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लैपटॉप</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>सब दिन</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>कल</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>पिछले 7 दिन</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>पिछले 30 दिन</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>दिन</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>खोज रहे हैं…</translation>
    </message>
    <message>
        <source>Looked back to entry %1.</source>
        <translation>प्रविष्टि %1 तक देखा गया।</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>कुछ नहीं मिला</translation>
    </message>
    <message>
        <source>No entry is of this kind, laptop, day and worker. Widen the filter.</source>
        <translation>इस किस्म, लैपटॉप, दिन और मज़दूर की कोई प्रविष्टि नहीं है। छाँटना ढीला कीजिए।</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>The log is asked for its newest entries.</source>
        <translation>बही से नई प्रविष्टियाँ माँगी जा रही हैं।</translation>
    </message>
    <message>
        <source>%1 entries and the signed checkpoint are saved in %2. Check them with haziri-verify.</source>
        <translation>%1 प्रविष्टियाँ और हस्ताक्षरित मुहर %2 में सहेजी गईं। उन्हें haziri-verify से जाँचिए।</translation>
    </message>
    <message>
        <source>Export stopped. No file was written.</source>
        <translation>सहेजना रोका गया। कोई फ़ाइल नहीं लिखी गई।</translation>
    </message>
    <message>
        <source>No file was written.</source>
        <translation>कोई फ़ाइल नहीं लिखी गई।</translation>
    </message>
    <message>
        <source>Every hash was rebuilt on this computer from the entries alone, and the result is what the server signed.</source>
        <translation>हर हैश इसी कंप्यूटर पर केवल प्रविष्टियों से फिर बनाया गया, और नतीजा वही है जिस पर सर्वर ने हस्ताक्षर किए।</translation>
    </message>
    <message>
        <source>An entry does not fit its hashes. Export the log and give it to somebody who checks it with haziri-verify.</source>
        <translation>एक प्रविष्टि अपने हैश से मेल नहीं खाती। बही बाहर सहेजिए और उसे haziri-verify से जाँचने वाले को दीजिए।</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>जाँचा गया</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>प्रविष्टियाँ</translation>
    </message>
    <message>
        <source>Erased by law</source>
        <translation>कानून के अनुसार मिटाई गईं</translation>
    </message>
    <message>
        <source>Fits what was verified up to</source>
        <translation>पहले की जाँच से मेल, यहाँ तक</translation>
    </message>
    <message>
        <source>Whole up to %1 · verified %2</source>
        <translation>%1 तक पूरी · %2 पर जाँची</translation>
    </message>
    <message>
        <source>Changed at %1</source>
        <translation>%1 पर बदली गई</translation>
    </message>
    <message>
        <source>Somebody changed the log. Entry %1 is the first that does not fit; all %2 before it are whole.</source>
        <translation>किसी ने बही बदली है। प्रविष्टि %1 पहली है जो मेल नहीं खाती; उससे पहले की सभी %2 ठीक हैं।</translation>
    </message>
    <message>
        <source>The server went back to a backup and says so in its log itself. The entries before that place were rebuilt here and are those that were verified before, up to %1.</source>
        <translation>सर्वर एक बैकअप पर लौटा है और अपनी बही में ख़ुद यह कहता है। उस जगह से पहले की प्रविष्टियाँ यहाँ फिर से जोड़ी गईं और वही हैं जो पहले जाँची गई थीं, %1 तक।</translation>
    </message>
    <message>
        <source>Laptops send again what was lost after it. Decisions that were made after it have to be made again. Both signed checkpoints are kept as evidence on this computer.</source>
        <translation>उसके बाद जो खोया, लैपटॉप फिर भेजेंगे। उसके बाद लिए गए फ़ैसले दोबारा लेने होंगे। दोनों दस्तख़त किए हुए चेकपॉइंट इस कंप्यूटर पर सबूत के तौर पर रखे हैं।</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>बैकअप से लौटाया गया</translation>
    </message>
    <message>
        <source>Announced restore</source>
        <translation>घोषित वापसी</translation>
    </message>
    <message>
        <source>The server was restored from a backup on %1 and says so: the log went back to entry %2. What was verified before that is unchanged; laptops send the rest again.</source>
        <translation>सर्वर %1 को बैकअप से लौटाया गया और ख़ुद यह कहता है: बही प्रविष्टि %2 पर लौटी। उससे पहले जाँचा हुआ सब वैसा ही है; बाक़ी लैपटॉप फिर भेजेंगे।</translation>
    </message>
    <message>
        <source>Do not trust the server</source>
        <translation>सर्वर पर भरोसा न करें</translation>
    </message>
    <message>
        <source>The server now shows another history than the one it signed before. Both signed checkpoints are kept as evidence on this computer.</source>
        <translation>सर्वर अब उससे अलग इतिहास दिखा रहा है जिस पर उसने पहले हस्ताक्षर किए थे। दोनों हस्ताक्षरित मुहरें सबूत के लिए इस कंप्यूटर पर रखी हैं।</translation>
    </message>
    <message>
        <source>Stopped. The first %1 entries fit; the rest is not known.</source>
        <translation>रोका गया। पहली %1 प्रविष्टियाँ ठीक हैं; बाकी का पता नहीं।</translation>
    </message>
    <message>
        <source>Whoever verified as many entries has the same root: %1</source>
        <translation>जिसने भी इतनी प्रविष्टियाँ जाँचीं, उसका मूल यही है: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::CheckSheet</name>
    <message>
        <source>Camera and light</source>
        <translation>कैमरा और रोशनी</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद कीजिए</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>देखा जा रहा है…</translation>
    </message>
    <message>
        <source>%1 pictures a second · brightness %2 of 255 · burnt out %3 % · sharpness %4</source>
        <translation>%1 चित्र प्रति सेकंड · चमक %2 / 255 · बहुत उजला %3 % · साफ़पन %4</translation>
    </message>
    <message>
        <source>Good for the shift.</source>
        <translation>पाली के लिए ठीक है।</translation>
    </message>
    <message>
        <source>A face is found.</source>
        <translation>चेहरा मिल गया।</translation>
    </message>
    <message>
        <source>No face yet: stand before the camera where the workers will stand.</source>
        <translation>अभी कोई चेहरा नहीं: कैमरे के सामने वहीं खड़े होइए जहाँ मज़दूर खड़े होंगे।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DayModel</name>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>दिशा</translation>
    </message>
    <message>
        <source>State</source>
        <translation>हाल</translation>
    </message>
    <message>
        <source>undone at %1</source>
        <translation>%1 पर वापस ली गई</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DayPage</name>
    <message>
        <source>counts</source>
        <translation>मान्य</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>जाँच बाकी</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>रजिस्टर</translation>
    </message>
    <message>
        <source>Marks of a day</source>
        <translation>एक दिन की हाज़िरी</translation>
    </message>
    <message>
        <source>All</source>
        <translation>सब</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>चुनी हुई</translation>
    </message>
    <message>
        <source>All marks or the drawn ones</source>
        <translation>सारी हाज़िरी या चुनी हुई</translation>
    </message>
    <message>
        <source>Draw %1</source>
        <translation>%1 चुनें</translation>
    </message>
    <message>
        <source>A sample for you to look at; the log&apos;s root chooses it, nobody else</source>
        <translation>आपके देखने के लिए नमूना; इसे बही का मूल चुनता है, और कोई नहीं</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Marks of the day</source>
        <translation>दिन की हाज़िरी</translation>
    </message>
    <message>
        <source>The worker&apos;s slip</source>
        <translation>मज़दूर की पर्ची</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>छापें…</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>PDF सहेजें…</translation>
    </message>
    <message>
        <source>Open in the log</source>
        <translation>बही में देखें</translation>
    </message>
    <message>
        <source>The proof of this mark as a QR code</source>
        <translation>इस हाज़िरी का प्रमाण, QR कोड में</translation>
    </message>
    <message>
        <source>No mark chosen</source>
        <translation>कोई हाज़िरी नहीं चुनी</translation>
    </message>
    <message>
        <source>Choose a line. The worker&apos;s own proof of that mark stands here, ready to print.</source>
        <translation>एक पंक्ति चुनें। उस हाज़िरी का मज़दूर का अपना प्रमाण यहाँ छपने को तैयार रहता है।</translation>
    </message>
    <message>
        <source>Save the slip</source>
        <translation>पर्ची सहेजें</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>दिन</translation>
    </message>
    <message>
        <source>Day: %1</source>
        <translation>दिन: %1</translation>
    </message>
    <message>
        <source>%1 of %2 marks, drawn by the root %3 of the log with %4 entries. Whoever has the exported log draws the same: haziri draw.</source>
        <translation>%2 में से %1 हाज़िरी, %4 प्रविष्टियों वाली बही के मूल %3 ने चुनी। जिसके पास निकाली हुई बही है वह यही चुनेगा: haziri draw.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>नहीं आया</translation>
    </message>
    <message>
        <source>No marks</source>
        <translation>कोई हाज़िरी नहीं</translation>
    </message>
    <message>
        <source>Nobody was marked at this site on that day.</source>
        <translation>उस दिन इस साइट पर किसी की हाज़िरी नहीं लगी।</translation>
    </message>
    <message>
        <source>Proved and ready. It can be checked without this server, with the log&apos;s key.</source>
        <translation>प्रमाणित और तैयार। इसे बिना इस सर्वर के, बही की कुंजी से जाँचा जा सकता है।</translation>
    </message>
    <message>
        <source>Asking for the proof…</source>
        <translation>प्रमाण माँगा जा रहा है…</translation>
    </message>
    <message>
        <source>Entry %1 of the log</source>
        <translation>बही की प्रविष्टि %1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>सहेजा गया: %1</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>मज़दूरी</translation>
    </message>
    <message>
        <source>Registers, the marks of a day, or pay</source>
        <translation>रजिस्टर, एक दिन की हाज़िरी, या मज़दूरी</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>वापस ली गई</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DaySheet</name>
    <message>
        <source>by face</source>
        <translation>चेहरे से</translation>
    </message>
    <message>
        <source>by card</source>
        <translation>कार्ड से</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>हाथ से</translation>
    </message>
    <message>
        <source>Photo of the mark</source>
        <translation>हाज़िरी की फ़ोटो</translation>
    </message>
    <message>
        <source> · likeness %1, next best %2</source>
        <translation> · मेल %1, दूसरे से %2</translation>
    </message>
    <message>
        <source>%1 · log no. %2</source>
        <translation>%1 · बही क्र. %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Marks of today</source>
        <translation>आज की हाज़िरी</translation>
    </message>
    <message>
        <source>Mark by hand</source>
        <translation>हाथ से लगाएँ</translation>
    </message>
    <message>
        <source>No mark yet today</source>
        <translation>आज अभी हाज़िरी नहीं लगी</translation>
    </message>
    <message>
        <source>Ask the person to stand before the camera, or mark by hand.</source>
        <translation>व्यक्ति से कैमरे के सामने खड़े होने को कहें, या हाथ से लगाएँ।</translation>
    </message>
    <message>
        <source>Card to print…</source>
        <translation>छापने का कार्ड…</translation>
    </message>
    <message>
        <source>undone at %1</source>
        <translation>%1 पर वापस ली गई</translation>
    </message>
    <message>
        <source>Undo this mark</source>
        <translation>यह हाज़िरी वापस लें</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DeviceModel</name>
    <message>
        <source>never</source>
        <translation>कभी नहीं</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>रोका गया</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लैपटॉप</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>भरोसा</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>पिछली बार</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DevicesPage</name>
    <message>
        <source>Laptops</source>
        <translation>लैपटॉप</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>क्यों</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>It is written to the log with your name.</source>
        <translation>यह आपके नाम के साथ बही में लिखा जाता है।</translation>
    </message>
    <message>
        <source>No laptop chosen</source>
        <translation>कोई लैपटॉप नहीं चुना</translation>
    </message>
    <message>
        <source>Choose a line. How far it is trusted and why stands here.</source>
        <translation>एक पंक्ति चुनें। उस पर कितना भरोसा है और क्यों, यहाँ लिखा है।</translation>
    </message>
    <message>
        <source>Decided. It is in the log, with your name and your reason.</source>
        <translation>निर्णय हो गया। वह आपके नाम और कारण के साथ बही में है।</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>%1 laptops</source>
        <translation>%1 लैपटॉप</translation>
    </message>
    <message>
        <source>No laptop yet</source>
        <translation>अभी कोई लैपटॉप नहीं</translation>
    </message>
    <message>
        <source>Make an enrolment code under Sites and paste it into a laptop&apos;s window.</source>
        <translation>साइटों में पंजीकरण कोड बनाएँ और लैपटॉप की विंडो में चिपकाएँ।</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>रोका गया</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 में से %1</translation>
    </message>
    <message>
        <source>seen %1</source>
        <translation>%1 को दिखा</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>कभी नहीं दिखा</translation>
    </message>
    <message>
        <source>Blocked: %1</source>
        <translation>रोका गया: %1</translation>
    </message>
    <message>
        <source>Let it speak again</source>
        <translation>फिर से चलने दें</translation>
    </message>
    <message>
        <source>Keep it out</source>
        <translation>इसे रोकें</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>रोक हटाएँ</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>रोकें</translation>
    </message>
</context>
<context>
    <name>haziri::ui::EntryInspector</name>
    <message>
        <source>No entry chosen</source>
        <translation>कोई प्रविष्टि नहीं चुनी</translation>
    </message>
    <message>
        <source>Show photo…</source>
        <translation>फ़ोटो दिखाएँ…</translation>
    </message>
    <message>
        <source>Open photo</source>
        <translation>फ़ोटो खोलें</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>Why do you need to see it?</source>
        <translation>आपको यह क्यों देखनी है?</translation>
    </message>
    <message>
        <source>At least 8 letters. It is written to the log with your name before the photo opens.</source>
        <translation>कम से कम 8 अक्षर। फ़ोटो खुलने से पहले यह आपके नाम के साथ बही में लिखा जाता है।</translation>
    </message>
    <message>
        <source>This look is in the log: %1</source>
        <translation>यह देखना बही में दर्ज है: %1</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>प्रविष्टि %1</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>मेल नहीं खाती</translation>
    </message>
    <message>
        <source>The log as a whole does not fit its checkpoint.</source>
        <translation>पूरी बही अपने दस्तख़त वाले निशान से मेल नहीं खाती।</translation>
    </message>
    <message>
        <source>Choose a line of the log. What it says, the proof that it belongs to the log and its photo are shown here.</source>
        <translation>बही की एक पंक्ति चुनिए। उसकी बात, बही का हिस्सा होने का प्रमाण और उसकी फ़ोटो यहाँ दिखेगी।</translation>
    </message>
    <message>
        <source>Photo of the entry</source>
        <translation>प्रविष्टि की फ़ोटो</translation>
    </message>
    <message>
        <source>Proof path</source>
        <translation>प्रमाण का रास्ता</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 में से %1</translation>
    </message>
    <message>
        <source>why</source>
        <translation>क्यों</translation>
    </message>
    <message>
        <source>Device trust, why</source>
        <translation>लैपटॉप पर भरोसा, क्यों</translation>
    </message>
    <message>
        <source>Device trust</source>
        <translation>लैपटॉप पर भरोसा</translation>
    </message>
    <message>
        <source>Record hash</source>
        <translation>इसका हैश</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>पिछला</translation>
    </message>
    <message>
        <source>The content of entry %1 was changed after it was written.</source>
        <translation>प्रविष्टि %1 की सामग्री लिखे जाने के बाद बदली गई।</translation>
    </message>
    <message>
        <source>Entry %1 does not follow the one before it: something was changed, taken out or put in there.</source>
        <translation>प्रविष्टि %1 अपने से पहली से नहीं जुड़ती: वहाँ कुछ बदला, निकाला या डाला गया।</translation>
    </message>
    <message>
        <source>Entry %1 was changed after it was written.</source>
        <translation>प्रविष्टि %1 लिखे जाने के बाद बदली गई।</translation>
    </message>
    <message>
        <source>Entry %1 is not what a log may hold.</source>
        <translation>प्रविष्टि %1 वैसी नहीं जैसी बही में हो सकती है।</translation>
    </message>
    <message>
        <source>proven</source>
        <translation>प्रमाणित</translation>
    </message>
    <message>
        <source>proving…</source>
        <translation>जाँच रहे हैं…</translation>
    </message>
    <message>
        <source>not proven yet</source>
        <translation>अभी प्रमाणित नहीं</translation>
    </message>
    <message>
        <source>Proof path · %1 hashes to the checkpoint</source>
        <translation>प्रमाण का रास्ता · मुहर तक %1 हैश</translation>
    </message>
    <message>
        <source>The server is asked for the hashes…</source>
        <translation>सर्वर से हैश माँगे जा रहे हैं…</translation>
    </message>
    <message>
        <source>It is the only entry of the log.</source>
        <translation>यह बही की अकेली प्रविष्टि है।</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>अपेक्षित</translation>
    </message>
    <message>
        <source>found</source>
        <translation>मिला</translation>
    </message>
</context>
<context>
    <name>haziri::ui::HelpWindow</name>
    <message>
        <source>Haziri: help</source>
        <translation>हाज़िरी: मदद</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>मदद</translation>
    </message>
</context>
<context>
    <name>haziri::ui::JoinPage</name>
    <message>
        <source>Enrol this laptop again</source>
        <translation>यह लैपटॉप फिर से जोड़ें</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>सर्वर से जुड़ें</translation>
    </message>
    <message>
        <source>Its records exist in an older copy. Nothing is lost; a new enrolment begins a new chapter.</source>
        <translation>इसका रिकॉर्ड एक पुरानी नक़ल में है। कुछ खोया नहीं; नए सिरे से जुड़ने पर नया अध्याय शुरू होगा।</translation>
    </message>
    <message>
        <source>Haziri keeps marks on this laptop, signed, and sends them to your office&apos;s server.</source>
        <translation>हाज़िरी इस लैपटॉप पर दस्तख़त के साथ सँभाली जाती है और आपके दफ़्तर के सर्वर को भेजी जाती है।</translation>
    </message>
    <message>
        <source>Enrolment address</source>
        <translation>जुड़ने का पता</translation>
    </message>
    <message>
        <source>One line that begins with haziri://. It lives for ten minutes and works once.</source>
        <translation>haziri:// से शुरू होने वाली एक पंक्ति। दस मिनट तक और एक ही बार चलती है।</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>चिपकाएँ</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>जुड़ रहा है…</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>जोड़ें</translation>
    </message>
    <message>
        <source>The office makes an address for your name and this site.</source>
        <translation>दफ़्तर आपके नाम और इस साइट के लिए पता बनाता है।</translation>
    </message>
    <message>
        <source>You paste it here. The laptop makes its own key and keeps it in the system&apos;s keychain.</source>
        <translation>आप उसे यहाँ चिपकाते हैं। लैपटॉप अपनी चाबी ख़ुद बनाकर सिस्टम की तिजोरी में रखता है।</translation>
    </message>
    <message>
        <source>Marks can be taken at once, with or without a line.</source>
        <translation>हाज़िरी तुरंत लग सकती है, इंटरनेट हो या न हो।</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
    <message>
        <source>This laptop&apos;s records do not open</source>
        <translation>इस लैपटॉप का रिकॉर्ड नहीं खुलता</translation>
    </message>
    <message>
        <source>They stay as they are until this is put right.</source>
        <translation>जब तक यह ठीक न हो, सब वैसा ही रहता है।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::LaptopPresenter</name>
    <message>
        <source>Outside the site</source>
        <translation>साइट के बाहर</translation>
    </message>
    <message>
        <source>Receiver silent</source>
        <translation>रिसीवर चुप है</translation>
    </message>
    <message>
        <source>Where this laptop is</source>
        <translation>यह लैपटॉप कहाँ है</translation>
    </message>
    <message>
        <source>Save the card of %1</source>
        <translation>%1 का कार्ड सहेजिए</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>पिन चुनें</translation>
    </message>
    <message>
        <source>Six to twelve digits. On this laptop they take the place of your password, also without a line. After five wrong ones the password is needed.</source>
        <translation>छह से बारह अंक। इस लैपटॉप पर ये आपके पासवर्ड की जगह चलेंगे, बिना लाइन के भी। पाँच बार ग़लत होने पर पासवर्ड चाहिए।</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>पिन</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>एक बार और</translation>
    </message>
    <message>
        <source>Use this PIN</source>
        <translation>यही पिन रखें</translation>
    </message>
    <message>
        <source>These are two different PINs.</source>
        <translation>ये दो अलग पिन हैं।</translation>
    </message>
    <message>
        <source>Export to USB stick</source>
        <translation>यूएसबी में निकालें</translation>
    </message>
    <message>
        <source>Import the server&apos;s answers</source>
        <translation>सर्वर के जवाब अंदर लें</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ListPage</name>
    <message>
        <source>Load again</source>
        <translation>फिर से लाएँ</translation>
    </message>
</context>
<context>
    <name>haziri::ui::LogWords</name>
    <message>
        <source>held mark</source>
        <translation>रोकी गई हाज़िरी</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>मज़दूर %1</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>उपयोगकर्ता %1</translation>
    </message>
    <message>
        <source>site %1</source>
        <translation>साइट %1</translation>
    </message>
    <message>
        <source>laptop %1</source>
        <translation>लैपटॉप %1</translation>
    </message>
    <message>
        <source>%1&apos;s laptop %2</source>
        <translation>%1 का लैपटॉप %2</translation>
    </message>
    <message>
        <source>its key was proved at sign-in</source>
        <translation>साइन-इन पर उसकी चाबी सिद्ध हुई</translation>
    </message>
    <message>
        <source>blocked by the office</source>
        <translation>दफ़्तर ने बंद किया</translation>
    </message>
    <message>
        <source>enrolled less than a week ago</source>
        <translation>जुड़े एक हफ़्ते से कम हुआ</translation>
    </message>
    <message>
        <source>does not say which program it is</source>
        <translation>नहीं बताता कि कौन-सा प्रोग्राम है</translation>
    </message>
    <message>
        <source>another program than before</source>
        <translation>पहले से अलग प्रोग्राम</translation>
    </message>
    <message>
        <source>many network addresses in a day</source>
        <translation>एक दिन में कई नेटवर्क पते</translation>
    </message>
    <message>
        <source>does not describe the machine</source>
        <translation>मशीन का विवरण नहीं देता</translation>
    </message>
    <message>
        <source>looks like another machine</source>
        <translation>कोई दूसरी मशीन लगती है</translation>
    </message>
    <message>
        <source>the machine was changed</source>
        <translation>मशीन बदली गई</translation>
    </message>
    <message>
        <source>the machine was changed a little</source>
        <translation>मशीन थोड़ी बदली गई</translation>
    </message>
    <message>
        <source>alerts that nobody decided yet</source>
        <translation>चेतावनियाँ जिन पर निर्णय बाकी है</translation>
    </message>
    <message>
        <source>alerts that were confirmed</source>
        <translation>चेतावनियाँ जो सच निकलीं</translation>
    </message>
    <message>
        <source>The mark counts</source>
        <translation>हाज़िरी गिनी जाएगी</translation>
    </message>
    <message>
        <source>The mark does not count</source>
        <translation>हाज़िरी नहीं गिनी जाएगी</translation>
    </message>
    <message>
        <source>Asked back</source>
        <translation>पूछताछ में</translation>
    </message>
    <message>
        <source>Held again</source>
        <translation>फिर रोकी गई</translation>
    </message>
    <message>
        <source>Content erased; the proof remains</source>
        <translation>सामग्री मिटाई गई; प्रमाण बाकी है</translation>
    </message>
    <message>
        <source>%1 opened a photo</source>
        <translation>%1 ने फ़ोटो खोली</translation>
    </message>
    <message>
        <source>A stored photo was changed from outside</source>
        <translation>रखी हुई फ़ोटो बाहर से बदली गई</translation>
    </message>
    <message>
        <source>vouched for by %1</source>
        <translation>%1 की गवाही पर</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>%1 द्वारा</translation>
    </message>
    <message>
        <source>Beginning of the log</source>
        <translation>बही का आरंभ</translation>
    </message>
    <message>
        <source>sure, ± %1 s</source>
        <translation>पक्का, ± %1 सेकंड</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>%1 और %2 के बीच</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>पक्का नहीं</translation>
    </message>
    <message>
        <source>GNSS ± %1 m</source>
        <translation>उपग्रह से ± %1 मी</translation>
    </message>
    <message>
        <source>network ± %1 m</source>
        <translation>नेटवर्क से ± %1 मी</translation>
    </message>
    <message>
        <source>place as declared</source>
        <translation>जगह जैसी बताई गई</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>जगह का पता नहीं</translation>
    </message>
    <message>
        <source>face %1, next best %2 · live %3</source>
        <translation>चेहरा %1, अगला %2 · सजीव %3</translation>
    </message>
    <message>
        <source>marked by card</source>
        <translation>कार्ड से लगी</translation>
    </message>
    <message>
        <source>marked by hand</source>
        <translation>हाथ से लगी</translation>
    </message>
    <message>
        <source>Held because</source>
        <translation>रोकने का कारण</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>मिला</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>उद्देश्य</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>Offline sync</source>
        <translation>बाद में भेजी</translation>
    </message>
    <message>
        <source>yes, %1 later</source>
        <translation>हाँ, %1 बाद</translation>
    </message>
    <message>
        <source>no, sent at once</source>
        <translation>नहीं, तुरंत भेजी गई</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>किसने लगाई</translation>
    </message>
    <message>
        <source>By</source>
        <translation>किसने</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लैपटॉप</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>From the address</source>
        <translation>किस पते से</translation>
    </message>
    <message>
        <source>Written to the log</source>
        <translation>बही में लिखा</translation>
    </message>
    <message>
        <source>The mark was undone at the gate</source>
        <translation>हाज़िरी गेट पर वापस ली गई</translation>
    </message>
</context>
<context>
    <name>haziri::ui::MainWindow</name>
    <message>
        <source>Haziri</source>
        <translation>हाज़िरी</translation>
    </message>
    <message>
        <source>Muster</source>
        <translation>हाज़िरी</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>कतार</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>ऑडिट</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>चेतावनी</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ताला</translation>
    </message>
    <message>
        <source>Lock the screen (Ctrl+L)</source>
        <translation>स्क्रीन पर ताला लगाएँ (Ctrl+L)</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>रजिस्टर</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>लैपटॉप</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>साइटें</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ManualSheet</name>
    <message>
        <source>Mark by hand</source>
        <translation>हाथ से लगाएँ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Picture from the camera</source>
        <translation>कैमरे की तस्वीर</translation>
    </message>
    <message>
        <source>Name or card number</source>
        <translation>नाम या कार्ड नंबर</translation>
    </message>
    <message>
        <source>People who fit</source>
        <translation>मिलते-जुलते लोग</translation>
    </message>
    <message>
        <source>Why without a face?</source>
        <translation>बिना चेहरे के क्यों?</translation>
    </message>
    <message>
        <source>The reason in a few words</source>
        <translation>थोड़े शब्दों में कारण</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>दिशा</translation>
    </message>
    <message>
        <source>Record mark</source>
        <translation>हाज़िरी दर्ज करें</translation>
    </message>
    <message>
        <source>Face not recognised</source>
        <translation>चेहरा पहचाना नहीं</translation>
    </message>
    <message>
        <source>Camera does not work</source>
        <translation>कैमरा नहीं चलता</translation>
    </message>
    <message>
        <source>Face is covered</source>
        <translation>चेहरा ढका है</translation>
    </message>
    <message>
        <source>Other reason…</source>
        <translation>दूसरा कारण…</translation>
    </message>
    <message>
        <source>Two who look alike to the camera: choose who stands there. If one person was enrolled twice, tell the office.</source>
        <translation>कैमरे को दो लोग एक जैसे लगते हैं: चुनें कि कौन खड़ा है। अगर एक ही व्यक्ति दो बार दर्ज है तो दफ़्तर को बताएँ।</translation>
    </message>
    <message>
        <source>Choose who stands there. The camera goes on with the next person.</source>
        <translation>चुनें कि कौन खड़ा है। कैमरा अगले व्यक्ति के साथ चलता रहता है।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::MusterPage</name>
    <message>
        <source>Camera</source>
        <translation>कैमरा</translation>
    </message>
    <message>
        <source>Direction of marks</source>
        <translation>हाज़िरी की दिशा</translation>
    </message>
    <message>
        <source>I: arriving · O: leaving</source>
        <translation>I: आना · O: जाना</translation>
    </message>
    <message>
        <source>Mark by hand</source>
        <translation>हाथ से लगाएँ</translation>
    </message>
    <message>
        <source>People who stepped aside</source>
        <translation>किनारे रुके लोग</translation>
    </message>
    <message>
        <source>Next, please</source>
        <translation>अगला आइए</translation>
    </message>
    <message>
        <source>%1&apos;s gang</source>
        <translation>%1 का गिरोह</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>दर्ज हो गई</translation>
    </message>
    <message>
        <source>saved on this laptop</source>
        <translation>इस लैपटॉप पर सुरक्षित</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>देखना बाकी</translation>
    </message>
    <message>
        <source>kept on this laptop</source>
        <translation>इस लैपटॉप पर रखी गई</translation>
    </message>
    <message>
        <source>Already marked</source>
        <translation>पहले से लगी है</translation>
    </message>
    <message>
        <source>nothing was added</source>
        <translation>कुछ नया नहीं जोड़ा</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>दर्ज नहीं हुई</translation>
    </message>
    <message>
        <source>please try again</source>
        <translation>फिर से कोशिश करें</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>पहचान नहीं हुई</translation>
    </message>
    <message>
        <source>%1 and %2 look alike to the camera.</source>
        <translation>%1 और %2 कैमरे को एक जैसे लगते हैं।</translation>
    </message>
    <message>
        <source>Please step aside</source>
        <translation>ज़रा किनारे रुकिए</translation>
    </message>
    <message>
        <source>In the tray</source>
        <translation>किनारे रखा</translation>
    </message>
    <message>
        <source>the next person can come</source>
        <translation>अगला व्यक्ति आ सकता है</translation>
    </message>
    <message>
        <source>The card is in %1. Print it at its own size.</source>
        <translation>कार्ड %1 में है। इसे असली आकार में छापिए।</translation>
    </message>
    <message>
        <source>The card could not be written to %1.</source>
        <translation>कार्ड %1 में नहीं लिखा जा सका।</translation>
    </message>
    <message>
        <source>Check camera</source>
        <translation>कैमरा जाँचिए</translation>
    </message>
    <message>
        <source>Undo the mark of %1 (Ctrl+Z)</source>
        <translation>%1 की हाज़िरी वापस लें (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>वापस लें</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>वापस ली गई</translation>
    </message>
    <message>
        <source>the mark stays in the record and does not count</source>
        <translation>हाज़िरी बही में रहती है, पर गिनी नहीं जाती</translation>
    </message>
    <message>
        <source>Not undone</source>
        <translation>वापस नहीं ली गई</translation>
    </message>
    <message>
        <source>the mark counts as before</source>
        <translation>हाज़िरी पहले की तरह गिनी जाती है</translation>
    </message>
</context>
<context>
    <name>haziri::ui::OnboardWizard</name>
    <message>
        <source>Full name</source>
        <translation>पूरा नाम</translation>
    </message>
    <message>
        <source>As on the worker&apos;s card or papers.</source>
        <translation>जैसा मज़दूर के कार्ड या काग़ज़ पर है।</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>काम</translation>
    </message>
    <message>
        <source>Daily wage in rupees</source>
        <translation>दिहाड़ी, रुपये में</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>फ़ोन</translation>
    </message>
    <message>
        <source>May be left empty.</source>
        <translation>खाली छोड़ सकते हैं।</translation>
    </message>
    <message>
        <source>Read this aloud</source>
        <translation>यह पढ़कर सुनाएँ</translation>
    </message>
    <message>
        <source>We take three pictures of your face so that the camera at the gate knows you and writes down your day. The pictures are kept locked. Only the office may open them, and each look is written down. You may say no: then you are marked by name or card, and your wage is the same. You may ask later that everything about you is deleted.</source>
        <translation>हम आपके चेहरे की तीन तस्वीरें लेते हैं, ताकि गेट का कैमरा आपको पहचाने और आपका दिन लिखे। तस्वीरें ताले में रहती हैं। उन्हें केवल दफ़्तर खोल सकता है, और हर बार देखना लिखा जाता है। आप मना कर सकते हैं: तब हाज़िरी नाम या कार्ड से लगेगी और मज़दूरी उतनी ही रहेगी। आप बाद में सब कुछ मिटाने को कह सकते हैं।</translation>
    </message>
    <message>
        <source>The notice was read aloud in the worker&apos;s language</source>
        <translation>सूचना मज़दूर की भाषा में पढ़कर सुनाई गई</translation>
    </message>
    <message>
        <source>The worker agrees to pictures of the face</source>
        <translation>मज़दूर चेहरे की तस्वीर के लिए राज़ी है</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कैमरा</translation>
    </message>
    <message>
        <source>Three pictures</source>
        <translation>तीन तस्वीरें</translation>
    </message>
    <message>
        <source>The thekedar signs</source>
        <translation>ठेकेदार के दस्तख़त</translation>
    </message>
    <message>
        <source>With your signature you answer for this person. It works without a line.</source>
        <translation>अपने दस्तख़त से आप इस व्यक्ति की ज़िम्मेदारी लेते हैं। यह बिना इंटरनेट के भी चलता है।</translation>
    </message>
    <message>
        <source>Thekedar&apos;s name</source>
        <translation>ठेकेदार का नाम</translation>
    </message>
    <message>
        <source>All again</source>
        <translation>सब फिर से</translation>
    </message>
    <message>
        <source>1 Details</source>
        <translation>1 पहचान</translation>
    </message>
    <message>
        <source>2 Consent</source>
        <translation>2 सहमति</translation>
    </message>
    <message>
        <source>3 Face</source>
        <translation>3 चेहरा</translation>
    </message>
    <message>
        <source>4 Signature</source>
        <translation>4 दस्तख़त</translation>
    </message>
    <message>
        <source>looking straight</source>
        <translation>सामने देखते हुए</translation>
    </message>
    <message>
        <source>turned a little to the left</source>
        <translation>थोड़ा बाएँ मुड़े हुए</translation>
    </message>
    <message>
        <source>with the helmet on</source>
        <translation>हेलमेट के साथ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>पीछे</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>आगे</translation>
    </message>
    <message>
        <source>Go on without a face</source>
        <translation>चेहरे के बिना आगे</translation>
    </message>
    <message>
        <source>Take picture %1</source>
        <translation>तस्वीर %1 लें</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>दस्तख़त हो रहे हैं…</translation>
    </message>
    <message>
        <source>Sign and enrol</source>
        <translation>दस्तख़त करके दर्ज करें</translation>
    </message>
    <message>
        <source>Password or PIN</source>
        <translation>पासवर्ड या पिन</translation>
    </message>
    <message>
        <source>Is this the same person?</source>
        <translation>क्या यह वही व्यक्ति है?</translation>
    </message>
    <message>
        <source>I looked at both: somebody else. The office decides.</source>
        <translation>मैंने दोनों को देखा: यह कोई और है। फ़ैसला कार्यालय करेगा।</translation>
    </message>
    <message>
        <source>Let the laptop read it</source>
        <translation>लैपटॉप से पढ़वाएँ</translation>
    </message>
    <message>
        <source>The new worker</source>
        <translation>नया मज़दूर</translation>
    </message>
    <message>
        <source>Enrolled already: %1</source>
        <translation>पहले से पंजीकृत: %1</translation>
    </message>
    <message>
        <source> · likeness %1</source>
        <translation> · समानता %1</translation>
    </message>
    <message>
        <source>Comparing faces…</source>
        <translation>चेहरे मिलाए जा रहे हैं…</translation>
    </message>
</context>
<context>
    <name>haziri::ui::PayModel</name>
    <message>
        <source>%1 a month</source>
        <translation>%1 महीना</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <translation>%1 रोज़</translation>
    </message>
    <message>
        <source>no rate</source>
        <translation>दर नहीं</translation>
    </message>
    <message>
        <source>entered</source>
        <translation>भर दिया</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>बताया नहीं</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>दर</translation>
    </message>
    <message>
        <source>Taken off</source>
        <translation>कटौती</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>इस महीने</translation>
    </message>
</context>
<context>
    <name>haziri::ui::PayPage</name>
    <message>
        <source>Registers</source>
        <translation>रजिस्टर</translation>
    </message>
    <message>
        <source>Marks of a day</source>
        <translation>एक दिन की हाज़िरी</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>मज़दूरी</translation>
    </message>
    <message>
        <source>Registers, the marks of a day, or pay</source>
        <translation>रजिस्टर, एक दिन की हाज़िरी, या मज़दूरी</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>रोज़ की</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>महीने की</translation>
    </message>
    <message>
        <source>What the rate is of</source>
        <translation>दर किसकी है</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Read a list…</source>
        <translation>सूची पढ़ें…</translation>
    </message>
    <message>
        <source>A spreadsheet saved as CSV, made by Save the list</source>
        <translation>CSV में सहेजी शीट, जो “सूची सहेजें” से बनी हो</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>सूची सहेजें…</translation>
    </message>
    <message>
        <source>Nothing for the others</source>
        <translation>बाकी का कुछ नहीं</translation>
    </message>
    <message>
        <source>Enters that nothing else is taken off from all whose month has not been said</source>
        <translation>जिनका महीना नहीं बताया गया, उन सबके लिए लिखता है कि और कुछ नहीं काटा जाएगा</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>भरें</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>दर</translation>
    </message>
    <message>
        <source>Taken off this month</source>
        <translation>इस महीने की कटौती</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>मूल</translation>
    </message>
    <message>
        <source>Dearness allowance</source>
        <translation>महँगाई भत्ता</translation>
    </message>
    <message>
        <source>Other allowances</source>
        <translation>अन्य भत्ते</translation>
    </message>
    <message>
        <source>Advances</source>
        <translation>अग्रिम</translation>
    </message>
    <message>
        <source>Society</source>
        <translation>समिति</translation>
    </message>
    <message>
        <source>Income tax</source>
        <translation>आयकर</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>बीमा</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>जुर्माना</translation>
    </message>
    <message>
        <source>Damage, loss</source>
        <translation>नुकसान</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>अन्य</translation>
    </message>
    <message>
        <source>In the provident fund</source>
        <translation>भविष्य निधि में है</translation>
    </message>
    <message>
        <source>In state insurance</source>
        <translation>राज्य बीमा में है</translation>
    </message>
    <message>
        <source>UAN</source>
        <translation>यूएएन</translation>
    </message>
    <message>
        <source>Twelve digits, once it is there</source>
        <translation>बारह अंक, जब मिल जाए</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>बैंक खाता</translation>
    </message>
    <message>
        <source>Fined for</source>
        <translation>जुर्माना किसलिए</translation>
    </message>
    <message>
        <source>What, and on which day</source>
        <translation>क्या, और किस दिन</translation>
    </message>
    <message>
        <source>What was damaged or lost</source>
        <translation>क्या टूटा या खोया</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>भुगतान की तारीख</translation>
    </message>
    <message>
        <source>As 2026-12-05</source>
        <translation>जैसे 2026-12-05</translation>
    </message>
    <message>
        <source>Receipt or bank transaction</source>
        <translation>रसीद या बैंक लेनदेन</translation>
    </message>
    <message>
        <source>Pay of the site&apos;s workers</source>
        <translation>साइट के मज़दूरों की मज़दूरी</translation>
    </message>
    <message>
        <source>Nobody chosen</source>
        <translation>कोई चुना नहीं</translation>
    </message>
    <message>
        <source>Choose a line. The rate and what the month takes off it are entered here.</source>
        <translation>कोई पंक्ति चुनें। दर और महीने की कटौती यहाँ भरी जाती है।</translation>
    </message>
    <message>
        <source>Read a list</source>
        <translation>सूची पढ़ें</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>सूची सहेजें</translation>
    </message>
    <message>
        <source>Entered. The log says who entered it for whom, and not the amounts.</source>
        <translation>भर दिया। बही में लिखा है कि किसने किसके लिए भरा, रकम नहीं।</translation>
    </message>
    <message>
        <source>An amount in rupees</source>
        <translation>रुपयों में रकम</translation>
    </message>
    <message>
        <source>Twelve digits, or empty</source>
        <translation>बारह अंक, या खाली</translation>
    </message>
    <message>
        <source>A day, as 2026-12-05</source>
        <translation>तारीख, जैसे 2026-12-05</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>सहेजा गया: %1</translation>
    </message>
    <message>
        <source>This is no such list: its first line has to name the columns, as in the list that is saved here. Nothing was entered.</source>
        <translation>यह वैसी सूची नहीं है: पहली पंक्ति में कॉलमों के नाम होने चाहिए, जैसे यहाँ सहेजी सूची में। कुछ नहीं भरा गया।</translation>
    </message>
    <message>
        <source>Nothing was entered: %1 lines do not fit. The first is line %2, column %3: “%4”.</source>
        <translation>कुछ नहीं भरा गया: %1 पंक्तियाँ ठीक नहीं हैं। पहली है पंक्ति %2, कॉलम %3: “%4”।</translation>
    </message>
    <message>
        <source>The list says nothing that is not entered already.</source>
        <translation>सूची में ऐसा कुछ नहीं जो पहले से न भरा हो।</translation>
    </message>
    <message>
        <source>%1 workers · %2 without a rate · %3 not said this month</source>
        <translation>%1 मज़दूर · %2 की दर नहीं · इस महीने %3 का बताया नहीं</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>नहीं आया</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>Nobody here</source>
        <translation>यहाँ कोई नहीं</translation>
    </message>
    <message>
        <source>No worker of this site fits.</source>
        <translation>इस साइट का कोई मज़दूर मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>rate since %1</source>
        <translation>%1 से यह दर</translation>
    </message>
    <message>
        <source>rate as said at enrolment</source>
        <translation>भर्ती के समय बताई दर</translation>
    </message>
</context>
<context>
    <name>haziri::ui::PlacesPage</name>
    <message>
        <source>Sites</source>
        <translation>साइटें</translation>
    </message>
    <message>
        <source>People</source>
        <translation>लोग</translation>
    </message>
    <message>
        <source>Enrolment codes</source>
        <translation>पंजीकरण कोड</translation>
    </message>
    <message>
        <source>Sites, people or enrolment codes</source>
        <translation>साइटें, लोग या पंजीकरण कोड</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
    <message>
        <source>The enrolment as a QR code</source>
        <translation>पंजीकरण, QR कोड में</translation>
    </message>
    <message>
        <source>Copied. Paste it into the laptop&apos;s window.</source>
        <translation>कॉपी हो गया। इसे लैपटॉप की विंडो में चिपकाएँ।</translation>
    </message>
    <message>
        <source>Added. It is in the log, with your name.</source>
        <translation>जोड़ा गया। यह आपके नाम के साथ बही में है।</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>केंद्र</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>घेरा</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>घड़ी</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाम</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>साइन-इन नाम</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>काम</translation>
    </message>
    <message>
        <source>State</source>
        <translation>हाल</translation>
    </message>
    <message>
        <source>For</source>
        <translation>किसके लिए</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>बना</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 मी</translation>
    </message>
    <message>
        <source>active</source>
        <translation>चालू</translation>
    </message>
    <message>
        <source>used</source>
        <translation>इस्तेमाल हुआ</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>समय बीता</translation>
    </message>
    <message>
        <source>open</source>
        <translation>खुला</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>No code yet</source>
        <translation>अभी कोई कोड नहीं</translation>
    </message>
    <message>
        <source>A code lets one laptop join. Make one at the right.</source>
        <translation>एक कोड से एक लैपटॉप जुड़ता है। दाईं ओर बनाएँ।</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>अभी यहाँ कुछ नहीं</translation>
    </message>
    <message>
        <source>Add the first one at the right.</source>
        <translation>पहला दाईं ओर जोड़ें।</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>कोई नहीं</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>किसके लिए: %1</translation>
    </message>
    <message>
        <source>Role: %1</source>
        <translation>काम: %1</translation>
    </message>
    <message>
        <source>Add a site</source>
        <translation>साइट जोड़ें</translation>
    </message>
    <message>
        <source>Marks from outside the circle are held for you to look at.</source>
        <translation>घेरे के बाहर की हाज़िरी आपके देखने के लिए रोकी जाती है।</translation>
    </message>
    <message>
        <source>Name of the site</source>
        <translation>साइट का नाम</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>अक्षांश</translation>
    </message>
    <message>
        <source>As a map shows it, for example 28.5355</source>
        <translation>जैसा नक्शे पर दिखता है, जैसे 28.5355</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>देशांतर</translation>
    </message>
    <message>
        <source>For example 77.2910</source>
        <translation>जैसे 77.2910</translation>
    </message>
    <message>
        <source>Radius in metres</source>
        <translation>त्रिज्या, मीटर में</translation>
    </message>
    <message>
        <source>From the centre to the fence</source>
        <translation>केंद्र से बाड़ तक</translation>
    </message>
    <message>
        <source>Add the site</source>
        <translation>साइट जोड़ें</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>व्यक्ति जोड़ें</translation>
    </message>
    <message>
        <source>Only administrators add people of the office.</source>
        <translation>दफ़्तर के लोगों को केवल प्रशासक जोड़ते हैं।</translation>
    </message>
    <message>
        <source>Name to sign in with</source>
        <translation>साइन-इन का नाम</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>पहला पासवर्ड</translation>
    </message>
    <message>
        <source>At least 8 characters</source>
        <translation>कम से कम 8 अक्षर</translation>
    </message>
    <message>
        <source>Add the person</source>
        <translation>व्यक्ति जोड़ें</translation>
    </message>
    <message>
        <source>Let a laptop join</source>
        <translation>लैपटॉप जोड़ें</translation>
    </message>
    <message>
        <source>The code is shown once. It names who answers for the laptop, and its site.</source>
        <translation>कोड एक बार दिखता है। उसमें लैपटॉप का ज़िम्मेदार और साइट लिखी होती है।</translation>
    </message>
    <message>
        <source>Make another code</source>
        <translation>दूसरा कोड बनाएँ</translation>
    </message>
    <message>
        <source>Make a code</source>
        <translation>कोड बनाएँ</translation>
    </message>
    <message>
        <source>Good until %1, for one laptop</source>
        <translation>%1 तक, एक लैपटॉप के लिए</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>किसके लिए</translation>
    </message>
    <message>
        <source>A number from −90 to 90</source>
        <translation>−90 से 90 तक की संख्या</translation>
    </message>
    <message>
        <source>A number from −180 to 180</source>
        <translation>−180 से 180 तक की संख्या</translation>
    </message>
    <message>
        <source>A number from 1 to 100000</source>
        <translation>1 से 100000 तक की संख्या</translation>
    </message>
    <message>
        <source>Sites and people</source>
        <translation>साइटें और लोग</translation>
    </message>
    <message>
        <source>Set a new password</source>
        <translation>नया पासवर्ड रखें</translation>
    </message>
    <message>
        <source>Done. It is in the log, with your name.</source>
        <translation>हो गया। बही में आपके नाम से लिखा है।</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>रोका गया</translation>
    </message>
    <message>
        <source>signs in as %1</source>
        <translation>साइन-इन नाम %1</translation>
    </message>
    <message>
        <source>trust %1 of 100</source>
        <translation>भरोसा 100 में %1</translation>
    </message>
    <message>
        <source>Blocked: %1</source>
        <translation>रोका गया: %1</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>नया पासवर्ड</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>रोक हटाएँ</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Reason for unblocking</source>
        <translation>रोक हटाने का कारण</translation>
    </message>
    <message>
        <source>Reason for blocking</source>
        <translation>रोकने का कारण</translation>
    </message>
    <message>
        <source>It is written to the log with your name. Blocking ends all sessions at once.</source>
        <translation>यह आपके नाम से बही में लिखा जाता है। रोकते ही सब सत्र बंद हो जाते हैं।</translation>
    </message>
    <message>
        <source>At least 8 characters. It ends all sessions at once.</source>
        <translation>कम से कम 8 अक्षर। सब सत्र तुरंत बंद हो जाते हैं।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ProofView</name>
    <message>
        <source>%1 hashes lead from this entry to the signed root.</source>
        <translation>%1 हैश इस प्रविष्टि से हस्ताक्षरित मूल तक ले जाते हैं।</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 और</translation>
    </message>
    <message>
        <source>given</source>
        <translation>दिया गया</translation>
    </message>
    <message>
        <source>root %1</source>
        <translation>मूल %1</translation>
    </message>
    <message>
        <source>this entry %1</source>
        <translation>यह प्रविष्टि %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::QueueModel</name>
    <message>
        <source>No. %1 in the server&apos;s log</source>
        <translation>सर्वर की बही में क्र. %1</translation>
    </message>
    <message>
        <source>Safe on this laptop; goes with the next line</source>
        <translation>इस लैपटॉप पर सुरक्षित; लाइन आते ही जाएगी</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>बाकी</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>भेजी गई</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>नहीं गई</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>पढ़ा नहीं जाता</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>क्र.</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>लगी</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>State</source>
        <translation>हाल</translation>
    </message>
    <message>
        <source>What that means</source>
        <translation>इसका मतलब</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>फ़ोटो</translation>
    </message>
</context>
<context>
    <name>haziri::ui::QueuePage</name>
    <message>
        <source>The office went back to a backup at %1 and said so. %2 marks are sent again; both proofs are kept.</source>
        <translation>कार्यालय %1 पर एक बैकअप पर लौटा और उसने यह बताया। %2 हाज़िरियाँ फिर भेजी जा रही हैं; दोनों प्रमाण रखे गए हैं।</translation>
    </message>
    <message>
        <source>Which records to show</source>
        <translation>कौन-से रिकॉर्ड दिखाएँ</translation>
    </message>
    <message>
        <source>Records of this laptop</source>
        <translation>इस लैपटॉप के रिकॉर्ड</translation>
    </message>
    <message>
        <source>Done: %1 marks and %2 photos sent.</source>
        <translation>हो गया: %1 हाज़िरी और %2 फ़ोटो भेजी गईं।</translation>
    </message>
    <message>
        <source>%1 to check, %2 rejected.</source>
        <translation>%1 देखना बाकी, %2 नामंज़ूर।</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>सब %1</translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation>बाकी %1</translation>
    </message>
    <message>
        <source>To check %1</source>
        <translation>देखना बाकी %1</translation>
    </message>
    <message>
        <source>Refused %1</source>
        <translation>लौटी %1</translation>
    </message>
    <message>
        <source>oldest from %1, %2 ago</source>
        <translation>सबसे पुरानी %1 की, %2 पहले</translation>
    </message>
    <message>
        <source>first lane: a few kilobytes, goes first</source>
        <translation>पहली लाइन: छोटी है, पहले जाती है</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>हाज़िरी</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>बाकी</translation>
    </message>
    <message>
        <source>waiting: all sent</source>
        <translation>बाकी: सब भेज दी</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>फ़ोटो</translation>
    </message>
    <message>
        <source>%1: today&apos;s %2 is used up</source>
        <translation>%1: आज का %2 पूरा हो गया</translation>
    </message>
    <message>
        <source>%1, %2 of it today</source>
        <translation>%1, आज इसमें से %2</translation>
    </message>
    <message>
        <source>%1, in about %2</source>
        <translation>%1, लगभग %2 में</translation>
    </message>
    <message>
        <source>%1, after the marks</source>
        <translation>%1, हाज़िरी के बाद</translation>
    </message>
    <message>
        <source>second lane: never blocks the marks</source>
        <translation>दूसरी लाइन: हाज़िरी को नहीं रोकती</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>भेजा जा रहा है…</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>अभी भेजें</translation>
    </message>
    <message>
        <source>The line is good</source>
        <translation>लाइन ठीक है</translation>
    </message>
    <message>
        <source>Everything is sent by itself as it comes.</source>
        <translation>सब कुछ अपने आप भेजा जाता है।</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>अभी कोशिश नहीं की</translation>
    </message>
    <message>
        <source>The server has not been asked since the start.</source>
        <translation>चालू होने के बाद सर्वर से बात नहीं हुई।</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>%1 से ऑफ़लाइन</translation>
    </message>
    <message>
        <source>No sync</source>
        <translation>भेजना बंद</translation>
    </message>
    <message>
        <source>Next try at %1.</source>
        <translation>अगली कोशिश %1 बजे।</translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>अभी कुछ दर्ज नहीं</translation>
    </message>
    <message>
        <source>Marks that you take at the gate appear here and go to the server by themselves.</source>
        <translation>गेट पर लगी हाज़िरी यहाँ दिखती है और अपने आप सर्वर को जाती है।</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>यहाँ कुछ नहीं</translation>
    </message>
    <message>
        <source>No record of this kind.</source>
        <translation>ऐसा कोई रिकॉर्ड नहीं।</translation>
    </message>
    <message>
        <source>Export to USB stick…</source>
        <translation>यूएसबी में निकालें…</translation>
    </message>
    <message>
        <source>Import answers…</source>
        <translation>जवाब अंदर लें…</translation>
    </message>
    <message>
        <source>On the stick: %1 marks and %2 photos, sealed for the server. They stay here until its answers come back.</source>
        <translation>यूएसबी में: %1 हाज़िरी और %2 फ़ोटो, सर्वर के लिए मुहरबंद। जवाब आने तक वे यहाँ भी रहते हैं।</translation>
    </message>
    <message>
        <source>The server took %1 marks and %2 photos.</source>
        <translation>सर्वर ने %1 हाज़िरी और %2 फ़ोटो ले लिए।</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करें</translation>
    </message>
    <message>
        <source>The stick: %1 of %2. Keep it in until this is done.</source>
        <translation>स्टिक: %2 में से %1। काम पूरा होने तक इसे लगा रहने दें।</translation>
    </message>
    <message>
        <source>Reading the stick…</source>
        <translation>स्टिक पढ़ी जा रही है…</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ReasonWords</name>
    <message>
        <source>The packet was not signed by this device</source>
        <translation>रिकॉर्ड पर इस लैपटॉप के दस्तख़त नहीं हैं</translation>
    </message>
    <message>
        <source>Another device signed this packet</source>
        <translation>रिकॉर्ड पर किसी दूसरे लैपटॉप के दस्तख़त हैं</translation>
    </message>
    <message>
        <source>The packet names another device or epoch than its key</source>
        <translation>रिकॉर्ड में उसकी चाबी से अलग लैपटॉप या दौर लिखा है</translation>
    </message>
    <message>
        <source>The chain head was not signed by this device</source>
        <translation>कड़ी के आख़िरी छोर पर इस लैपटॉप के दस्तख़त नहीं हैं</translation>
    </message>
    <message>
        <source>The offline token is unknown or not this device&apos;s</source>
        <translation>बिना लाइन वाला टोकन अनजाना है या इस लैपटॉप का नहीं</translation>
    </message>
    <message>
        <source>The offline token is for another site</source>
        <translation>बिना लाइन वाला टोकन किसी दूसरी साइट का है</translation>
    </message>
    <message>
        <source>The site is not known here</source>
        <translation>यह साइट यहाँ मालूम नहीं है</translation>
    </message>
    <message>
        <source>The time lies in the future</source>
        <translation>समय आगे का है, अभी आया नहीं</translation>
    </message>
    <message>
        <source>The time lies outside the token&apos;s window</source>
        <translation>समय टोकन की अवधि से बाहर है</translation>
    </message>
    <message>
        <source>The packetId was used before for another packet</source>
        <translation>यह पहचान-संख्या पहले किसी दूसरे रिकॉर्ड में लग चुकी है</translation>
    </message>
    <message>
        <source>The packetId was used before for a packet that was rejected</source>
        <translation>यह पहचान-संख्या पहले एक नामंज़ूर रिकॉर्ड में लग चुकी है</translation>
    </message>
    <message>
        <source>The packetId stands twice in this batch, for different packets</source>
        <translation>एक ही खेप में यह पहचान-संख्या दो अलग रिकॉर्डों पर है</translation>
    </message>
    <message>
        <source>Two different packets with seq {seq}: a second copy of this device</source>
        <translation>क्रम {seq} पर दो अलग रिकॉर्ड: इस लैपटॉप की दूसरी नक़ल चल रही है</translation>
    </message>
    <message>
        <source>It names another packet before it than the one that is here</source>
        <translation>इसमें अपने से पहले का जो रिकॉर्ड लिखा है, यहाँ वाला उससे अलग है</translation>
    </message>
    <message>
        <source>The packet after it, which came earlier, names another before it</source>
        <translation>इसके बाद वाला रिकॉर्ड पहले आ गया था, और उसमें इससे पहले कोई दूसरा लिखा है</translation>
    </message>
    <message>
        <source>The packet with seq {seq} is missing</source>
        <translation>क्रम {seq} का रिकॉर्ड नहीं मिला</translation>
    </message>
    <message>
        <source>The packet with seq {seq} is missing. The log was set back (entry {index}), and a laptop cannot send again what it emptied when a person was erased: see whether somebody was</source>
        <translation>क्रम {seq} का रिकॉर्ड नहीं मिला। बही पीछे ली गई थी (प्रविष्टि {index}), और किसी व्यक्ति को मिटाते समय लैपटॉप ने जो ख़ाली किया वह फिर नहीं भेज सकता: देखें कि कोई मिटाया गया था या नहीं</translation>
    </message>
    <message>
        <source>The device signed seq {seq} as its newest, and now only {now}</source>
        <translation>लैपटॉप ने पहले क्रम {seq} को सबसे नया कहकर दस्तख़त किए, और अब केवल {now} को</translation>
    </message>
    <message>
        <source>The device signed another packet as seq {seq}</source>
        <translation>लैपटॉप ने क्रम {seq} पर किसी दूसरे रिकॉर्ड पर दस्तख़त किए थे</translation>
    </message>
    <message>
        <source>The laptop brought {used} refused packets today: no more of them are taken until tomorrow (UTC)</source>
        <translation>इस लैपटॉप से आज {used} अस्वीकृत रिकॉर्ड आए: कल (UTC) तक ऐसे और नहीं लिए जाएँगे</translation>
    </message>
    <message>
        <source>The laptop brought {used} heads today: no more of them are taken until tomorrow (UTC)</source>
        <translation>इस लैपटॉप से आज {used} दस्तख़त आए: कल (UTC) तक ऐसे और नहीं लिए जाएँगे</translation>
    </message>
    <message>
        <source>The mark that is taken back is not here yet</source>
        <translation>जो हाज़िरी वापस ली गई वह अभी यहाँ नहीं आई है</translation>
    </message>
    <message>
        <source>The mark was taken back more than a minute after it</source>
        <translation>हाज़िरी एक मिनट से ज़्यादा बाद वापस ली गई</translation>
    </message>
    <message>
        <source>It takes back what is no earlier mark of this worker and laptop</source>
        <translation>जो वापस लिया गया वह इस मज़दूर और लैपटॉप की कोई पहले की हाज़िरी नहीं है</translation>
    </message>
    <message>
        <source>more workers in one day than a thekedar may bring</source>
        <translation>एक दिन में उतने से ज़्यादा मज़दूर जितने कोई ठेकेदार ला सकता है</translation>
    </message>
    <message>
        <source>this worker was erased</source>
        <translation>यह मज़दूर मिटाया जा चुका है</translation>
    </message>
    <message>
        <source>this worker is enrolled already</source>
        <translation>यह मज़दूर पहले से दर्ज है</translation>
    </message>
    <message>
        <source>the worker belongs to another site than this device</source>
        <translation>मज़दूर इस लैपटॉप की साइट का नहीं, दूसरी साइट का है</translation>
    </message>
    <message>
        <source>The clock was {minutes} minutes off, half a day: morning and afternoon look confused.</source>
        <translation>घड़ी {minutes} मिनट, यानी आधा दिन ग़लत थी: सुबह और शाम का फेर लगता है।</translation>
    </message>
    <message>
        <source>More than {marks} marks within {seconds} seconds on one laptop.</source>
        <translation>एक लैपटॉप पर {seconds} सेकंड में {marks} से ज़्यादा हाज़िरी।</translation>
    </message>
    <message>
        <source>The picture did not come from a camera that this site accepts ({kind}).</source>
        <translation>तस्वीर इस साइट के मान्य कैमरे से नहीं आई ({kind})।</translation>
    </message>
    <message>
        <source>The laptop&apos;s running time went back by {seconds} s: it was put back to an earlier state.</source>
        <translation>लैपटॉप का चलने का समय {seconds} से॰ पीछे गया: उसे पुरानी हालत में लौटाया गया।</translation>
    </message>
    <message>
        <source>The clock was set back by {seconds} s since the mark before.</source>
        <translation>पिछली हाज़िरी के बाद घड़ी {seconds} से॰ पीछे की गई।</translation>
    </message>
    <message>
        <source>The clock was set forward by {seconds} s since the mark before.</source>
        <translation>पिछली हाज़िरी के बाद घड़ी {seconds} से॰ आगे की गई।</translation>
    </message>
    <message>
        <source>The clock was {seconds} s behind what is possible.</source>
        <translation>घड़ी संभव समय से {seconds} से॰ पीछे थी।</translation>
    </message>
    <message>
        <source>The clock was {seconds} s ahead of what is possible.</source>
        <translation>घड़ी संभव समय से {seconds} से॰ आगे थी।</translation>
    </message>
    <message>
        <source>The worker&apos;s mark {minutes} minutes before was taken on another laptop.</source>
        <translation>{minutes} मिनट पहले की हाज़िरी दूसरे लैपटॉप पर लगी थी।</translation>
    </message>
    <message>
        <source>Likeness {score} of 1000; the site asks for {least}.</source>
        <translation>समानता 1000 में से {score}; साइट {least} माँगती है।</translation>
    </message>
    <message>
        <source>Another worker is as alike: {runnerUp} of 1000.</source>
        <translation>दूसरा मज़दूर भी उतना ही मिलता है: 1000 में से {runnerUp}।</translation>
    </message>
    <message>
        <source>The photo does not show this worker: likeness {score} of 1000, at least {least} is due.</source>
        <translation>तस्वीर में यह मज़दूर नहीं है: समानता 1000 में से {score}, कम से कम {least} चाहिए।</translation>
    </message>
    <message>
        <source>The photo shows {otherWorkerId} better: {otherScore} of 1000, and {score} for the one named.</source>
        <translation>तस्वीर {otherWorkerId} से ज़्यादा मिलती है: 1000 में से {otherScore}; बताए गए से {score}।</translation>
    </message>
    <message>
        <source>The photo shows no face.</source>
        <translation>तस्वीर में कोई चेहरा नहीं है।</translation>
    </message>
    <message>
        <source>The photo shows {faces} people.</source>
        <translation>तस्वीर में {faces} लोग हैं।</translation>
    </message>
    <message>
        <source>The mark carries no place.</source>
        <translation>हाज़िरी में जगह नहीं है।</translation>
    </message>
    <message>
        <source>{metres} m from the centre of the site, whose circle reaches {radiusM} m.</source>
        <translation>साइट के केंद्र से {metres} मी दूर; घेरा {radiusM} मी तक है।</translation>
    </message>
    <message>
        <source>The place was {minutes} minutes old.</source>
        <translation>जगह की जानकारी {minutes} मिनट पुरानी थी।</translation>
    </message>
    <message>
        <source>Always marked within {seconds} seconds of {companionId}: {marks} times.</source>
        <translation>हमेशा {companionId} के {seconds} सेकंड के भीतर हाज़िरी: {marks} बार।</translation>
    </message>
    <message>
        <source>Marked on {days} days after enrolment, and not for {awayDays} days since.</source>
        <translation>पंजीकरण के बाद {days} दिन हाज़िरी, फिर {awayDays} दिन से नहीं।</translation>
    </message>
    <message>
        <source>All {marks} marks were taken on one laptop; others at the site are met on {devices}.</source>
        <translation>सारी {marks} हाज़िरी एक ही लैपटॉप पर; साइट के बाक़ी लोग {devices} पर मिलते हैं।</translation>
    </message>
    <message>
        <source>The same way was marked {minutes} minutes before already.</source>
        <translation>{minutes} मिनट पहले यही दिशा लग चुकी थी।</translation>
    </message>
    <message>
        <source>Marked out without a mark in within the day before.</source>
        <translation>एक दिन में आने की हाज़िरी के बिना जाने की हाज़िरी।</translation>
    </message>
    <message>
        <source>It may be a picture of a face: liveness {liveness} of 1000, the site asks for {least}.</source>
        <translation>यह चेहरे की तस्वीर हो सकती है: सजीवता 1000 में से {liveness}, साइट {least} माँगती है।</translation>
    </message>
    <message>
        <source>Marked without the face. The reason given: {text}</source>
        <translation>चेहरे के बिना हाज़िरी। बताया गया कारण: {text}</translation>
    </message>
    <message>
        <source>Marked by face, but no comparison of faces stands behind it.</source>
        <translation>चेहरे से हाज़िरी, पर उसके पीछे चेहरों का मिलान नहीं है।</translation>
    </message>
    <message>
        <source>Marked this way once more without the other way between; the laptop said so at once.</source>
        <translation>बीच में दूसरी ओर की हाज़िरी के बिना फिर उसी ओर की हाज़िरी; लैपटॉप ने उसी समय बताया था।</translation>
    </message>
    <message>
        <source>The laptop saw the same picture before, behind another record.</source>
        <translation>लैपटॉप ने यही तस्वीर पहले किसी और रिकॉर्ड में देखी थी।</translation>
    </message>
    <message>
        <source>{manual} of {marks} marks on one laptop that day were made by hand.</source>
        <translation>उस दिन एक लैपटॉप की {marks} में से {manual} हाज़िरी हाथ से लगी।</translation>
    </message>
    <message>
        <source>The photo is a copy of another record&apos;s, likeness {likeness} of 1000.</source>
        <translation>तस्वीर दूसरी प्रविष्टि की नक़ल है, समानता 1000 में से {likeness}।</translation>
    </message>
    <message>
        <source>The evidence is no picture that can be read.</source>
        <translation>सबूत की तस्वीर पढ़ी नहीं जा सकती।</translation>
    </message>
    <message>
        <source>Marked {km} km away, {minutes} minutes apart.</source>
        <translation>{km} किमी दूर हाज़िरी, {minutes} मिनट के अंतर से।</translation>
    </message>
    <message>
        <source>The worker&apos;s enrolment has not arrived.</source>
        <translation>मज़दूर का पंजीकरण नहीं आया है।</translation>
    </message>
    <message>
        <source>The worker&apos;s enrolment is not in force ({status}).</source>
        <translation>मज़दूर का पंजीकरण लागू नहीं है ({status})।</translation>
    </message>
    <message>
        <source>The laptop is trusted {score} of 100; below {least} its marks wait for a person.</source>
        <translation>लैपटॉप पर भरोसा 100 में से {score} है; {least} से कम हो तो उसकी हाज़िरी किसी के देखने तक रुकती है।</translation>
    </message>
    <message>
        <source>The worker is trusted {score} of 100; below {least} his marks wait for a person.</source>
        <translation>मज़दूर पर भरोसा 100 में से {score} है; {least} से कम हो तो उसकी हाज़िरी किसी के देखने तक रुकती है।</translation>
    </message>
    <message>
        <source>This face is enrolled as %1 already.</source>
        <translation>यह चेहरा पहले से %1 के नाम से नामांकित है।</translation>
    </message>
    <message>
        <source>Other records with the very same picture: {uses}.</source>
        <translation>ठीक इसी तस्वीर वाली दूसरी प्रविष्टियाँ: {uses}।</translation>
    </message>
    <message>
        <source>In the server&apos;s own words: %1</source>
        <translation>सर्वर के अपने शब्दों में: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RefusedRecord</name>
    <message>
        <source>What the refused record says</source>
        <translation>नामंज़ूर रिकॉर्ड क्या कहता है</translation>
    </message>
    <message>
        <source>Its bytes…</source>
        <translation>इसके बाइट…</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>जगह</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>हाज़िरी</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>किसने लगाई</translation>
    </message>
    <message>
        <source>Nobody has proved any of this. Ask at the site before you let it count.</source>
        <translation>इसमें से कुछ भी साबित नहीं हुआ है। इसे गिनने से पहले साइट पर पूछें।</translation>
    </message>
    <message>
        <source>It cannot be read as a record, so it cannot be let count.</source>
        <translation>यह रिकॉर्ड के रूप में पढ़ा नहीं जा सकता, इसलिए गिना नहीं जा सकता।</translation>
    </message>
    <message>
        <source>it counts</source>
        <translation>गिनी जाती है</translation>
    </message>
    <message>
        <source>The record as it came</source>
        <translation>रिकॉर्ड जैसा आया</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RegistersPage</name>
    <message>
        <source>Registers</source>
        <translation>रजिस्टर</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>सहेजा गया: %1</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>रोका गया। कोई फ़ाइल नहीं बनी।</translation>
    </message>
    <message>
        <source>Stopped. Not every page was printed.</source>
        <translation>रोका गया। सब पन्ने नहीं छपे।</translation>
    </message>
    <message>
        <source>Marks of a day</source>
        <translation>एक दिन की हाज़िरी</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>फिर से लाएँ</translation>
    </message>
    <message>
        <source>Establishment…</source>
        <translation>प्रतिष्ठान…</translation>
    </message>
    <message>
        <source>Names that stand above every register</source>
        <translation>हर रजिस्टर के ऊपर के नाम</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>पीडीएफ़</translation>
    </message>
    <message>
        <source>Save the pages as they are shown</source>
        <translation>पन्ने जैसे दिखते हैं वैसे सहेजें</translation>
    </message>
    <message>
        <source>Spreadsheet</source>
        <translation>स्प्रेडशीट</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>सीएसवी</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>सहेजने की प्रगति</translation>
    </message>
    <message>
        <source>Pages of the register</source>
        <translation>रजिस्टर के पन्ने</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>पिछला पन्ना</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>अगला पन्ना</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>छोटा</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>बड़ा</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>फ़ॉर्म</translation>
    </message>
    <message>
        <source>All gangs</source>
        <translation>सारे गिरोह</translation>
    </message>
    <message>
        <source>Gang</source>
        <translation>गिरोह</translation>
    </message>
    <message>
        <source>Establishment</source>
        <translation>प्रतिष्ठान</translation>
    </message>
    <message>
        <source>Name of the establishment</source>
        <translation>प्रतिष्ठान का नाम</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>नियोक्ता</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>स्वामी</translation>
    </message>
    <message>
        <source>Registration number or LIN</source>
        <translation>पंजीकरण संख्या या LIN</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>रखें</translation>
    </message>
    <message>
        <source>No form</source>
        <translation>कोई फ़ॉर्म नहीं</translation>
    </message>
    <message>
        <source>Form: %1</source>
        <translation>फ़ॉर्म: %1</translation>
    </message>
    <message>
        <source>No site</source>
        <translation>कोई साइट नहीं</translation>
    </message>
    <message>
        <source>Gang: %1</source>
        <translation>गिरोह: %1</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>पन्ना %1 / %2</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>The server adds up the month.</source>
        <translation>सर्वर महीने का जोड़ लगा रहा है।</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
    <message>
        <source>No form is known for that month.</source>
        <translation>उस महीने के लिए कोई फ़ॉर्म नहीं है।</translation>
    </message>
    <message>
        <source>Choose a site. Sites are added under Sites.</source>
        <translation>साइट चुनें। साइटें &apos;साइटें&apos; में जोड़ी जाती हैं।</translation>
    </message>
    <message>
        <source>Nobody worked</source>
        <translation>किसी ने काम नहीं किया</translation>
    </message>
    <message>
        <source>There are no marks of that site in that month.</source>
        <translation>उस महीने उस साइट की कोई हाज़िरी नहीं है।</translation>
    </message>
    <message>
        <source>Save the register</source>
        <translation>रजिस्टर सहेजें</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>मज़दूरी</translation>
    </message>
    <message>
        <source>Registers, the marks of a day, or pay</source>
        <translation>रजिस्टर, एक दिन की हाज़िरी, या मज़दूरी</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>छापें…</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RollModel</name>
    <message>
        <source>%1 left</source>
        <translation>%1 गए</translation>
    </message>
    <message>
        <source>%1 check</source>
        <translation>%1 देखें</translation>
    </message>
    <message>
        <source>%1 rejected</source>
        <translation>%1 नामंज़ूर</translation>
    </message>
    <message>
        <source>unmarked</source>
        <translation>नहीं लगी</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Gang</source>
        <translation>गिरोह</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>हाज़िरी</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RollPanel</name>
    <message>
        <source>present</source>
        <translation>हाज़िर</translation>
    </message>
    <message>
        <source>unmarked</source>
        <translation>नहीं लगी</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>देखना बाकी</translation>
    </message>
    <message>
        <source>Search name or card</source>
        <translation>नाम या कार्ड खोजें</translation>
    </message>
    <message>
        <source>Today&apos;s roll</source>
        <translation>आज की सूची</translation>
    </message>
    <message>
        <source>Share of people present</source>
        <translation>हाज़िर लोगों का हिस्सा</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>अभी कोई दर्ज नहीं</translation>
    </message>
    <message>
        <source>Sync once to fetch this site&apos;s workers, or enrol them under Workers.</source>
        <translation>साइट के मज़दूर लाने के लिए एक बार सर्वर से जुड़ें, या मज़दूर में जाकर दर्ज करें।</translation>
    </message>
    <message>
        <source>No such name</source>
        <translation>ऐसा नाम नहीं</translation>
    </message>
    <message>
        <source>Try fewer letters, or a part of the card number.</source>
        <translation>कम अक्षर लिखें, या कार्ड नंबर का हिस्सा।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>रूप</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>उजला</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>गहरा</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>तेज़ फ़र्क</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कैमरा</translation>
    </message>
    <message>
        <source>A sound with every mark</source>
        <translation>हर हाज़िरी पर आवाज़</translation>
    </message>
    <message>
        <source>Where this laptop is</source>
        <translation>यह लैपटॉप कहाँ है</translation>
    </message>
    <message>
        <source>Save diagnostics…</source>
        <translation>जाँच-फ़ाइल सहेजें…</translation>
    </message>
    <message>
        <source>Photos, on a line that costs</source>
        <translation>फ़ोटो, पैसे लगने वाली लाइन पर</translation>
    </message>
    <message>
        <source>As many as there are</source>
        <translation>जितनी भी हों</translation>
    </message>
    <message>
        <source>%1 MB a day</source>
        <translation>रोज़ %1 MB</translation>
    </message>
    <message>
        <source>Every line costs here</source>
        <translation>यहाँ हर लाइन पर पैसे लगते हैं</translation>
    </message>
    <message>
        <source>Lock by itself</source>
        <translation>अपने आप लॉक</translation>
    </message>
    <message>
        <source>After %1 min</source>
        <translation>%1 मिनट बाद</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>कभी नहीं</translation>
    </message>
    <message>
        <source>Say the name with every mark</source>
        <translation>हर हाज़िरी पर नाम बोलें</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SignInCard</name>
    <message>
        <source>Sign in at the server</source>
        <translation>सर्वर पर साइन इन करें</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>साइन इन</translation>
    </message>
    <message>
        <source>The log and the photos are on the server. Every look at a photo is written down with your name.</source>
        <translation>बही और फ़ोटो सर्वर पर हैं। फ़ोटो देखने पर हर बार आपका नाम लिखा जाता है।</translation>
    </message>
    <message>
        <source>Every mark carries the name of who took it.</source>
        <translation>हर हाज़िरी पर लगाने वाले का नाम रहता है।</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाम</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>पासवर्ड</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>साइन इन हो रहा है…</translation>
    </message>
    <message>
        <source>Password or PIN</source>
        <translation>पासवर्ड या पिन</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SiteChoice</name>
    <message>
        <source>No site</source>
        <translation>कोई साइट नहीं</translation>
    </message>
    <message>
        <source>Site: %1</source>
        <translation>साइट: %1</translation>
    </message>
    <message>
        <source>Month: %1</source>
        <translation>महीना: %1</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>महीना</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SlipDesk</name>
    <message>
        <source>Asking the server for the proof…</source>
        <translation>सर्वर से प्रमाण माँगा जा रहा है…</translation>
    </message>
    <message>
        <source>Entry %1 of the log</source>
        <translation>बही की प्रविष्टि %1</translation>
    </message>
    <message>
        <source>Proved. It can be checked without the server.</source>
        <translation>प्रमाणित। इसे सर्वर के बिना भी जाँचा जा सकता है।</translation>
    </message>
    <message>
        <source>The slip is ready</source>
        <translation>पर्ची तैयार है</translation>
    </message>
    <message>
        <source>The proof of this mark as a QR code</source>
        <translation>इस हाज़िरी का प्रमाण, QR कोड में</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>छापें…</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>PDF सहेजें…</translation>
    </message>
    <message>
        <source>Save the slip</source>
        <translation>पर्ची सहेजें</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>सहेजा गया: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SlipPainter</name>
    <message>
        <source>Hajri slip</source>
        <translation>हाज़िरी पर्ची</translation>
    </message>
    <message>
        <source>Number %1</source>
        <translation>संख्या %1</translation>
    </message>
    <message>
        <source>This code proves number, place and time of the mark without any server: haziri-verify --slip checks it with the log&apos;s key. The name was printed by %1; the proof is of the number.</source>
        <translation>यह कोड हाज़िरी की संख्या, जगह और समय को बिना किसी सर्वर के साबित करता है: haziri-verify --slip इसे बही की कुंजी से जाँचता है। नाम %1 ने छापा; प्रमाण संख्या का है।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::Table</name>
    <message>
        <source>Sort by</source>
        <translation>क्रम में रखें</translation>
    </message>
    <message>
        <source>The list&apos;s own order</source>
        <translation>सूची का अपना क्रम</translation>
    </message>
</context>
<context>
    <name>haziri::ui::TodayPage</name>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Attendance, 30 days</source>
        <translation>हाज़िरी, 30 दिन</translation>
    </message>
    <message>
        <source>Highest first</source>
        <translation>सबसे भारी पहले</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>सहेजें</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>चार्ट सहेजें</translation>
    </message>
    <message>
        <source>People present on each of the last 30 days, by site</source>
        <translation>पिछले 30 दिनों में हर दिन मौजूद लोग, साइट के अनुसार</translation>
    </message>
    <message>
        <source>Alerts, the heaviest first</source>
        <translation>चेतावनियाँ, सबसे भारी पहले</translation>
    </message>
    <message>
        <source>No open alerts</source>
        <translation>कोई खुली चेतावनी नहीं</translation>
    </message>
    <message>
        <source>The server found nothing suspicious that waits for you.</source>
        <translation>सर्वर को ऐसा कुछ संदिग्ध नहीं मिला जो आपकी राह देखता हो।</translation>
    </message>
    <message>
        <source>%1 more than last %2</source>
        <translation>पिछले %2 से %1 ज़्यादा</translation>
    </message>
    <message>
        <source>%1 fewer than last %2</source>
        <translation>पिछले %2 से %1 कम</translation>
    </message>
    <message>
        <source>Present of expected</source>
        <translation>अपेक्षित में से मौजूद</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>कुछ बाकी नहीं</translation>
    </message>
    <message>
        <source>oldest since %1</source>
        <translation>सबसे पुरानी %1 से</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>आपकी राह देखती हैं</translation>
    </message>
    <message>
        <source>nothing suspicious</source>
        <translation>कुछ संदिग्ध नहीं</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>चेतावनियाँ</translation>
    </message>
    <message>
        <source>every laptop was heard from within a day</source>
        <translation>हर लैपटॉप ने एक दिन के भीतर संपर्क किया</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>%1 से</translation>
    </message>
    <message>
        <source>Laptops not heard from</source>
        <translation>लैपटॉप जिनकी ख़बर नहीं</translation>
    </message>
    <message>
        <source>Hide this site&apos;s line</source>
        <translation>इस साइट की रेखा छिपाएँ</translation>
    </message>
    <message>
        <source>Show this site&apos;s line</source>
        <translation>इस साइट की रेखा दिखाएँ</translation>
    </message>
    <message>
        <source>No marks in the last 30 days. As soon as a laptop sends some, they are drawn here.</source>
        <translation>पिछले 30 दिनों में कोई हाज़िरी नहीं। जैसे ही कोई लैपटॉप भेजेगा, यहाँ दिखेगी।</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>आ रहा है…</translation>
    </message>
    <message>
        <source>%1: no marks since %2</source>
        <translation>%1: %2 के बाद कोई हाज़िरी नहीं</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>तस्वीर (PNG)…</translation>
    </message>
    <message>
        <source>Document (PDF)…</source>
        <translation>दस्तावेज़ (PDF)…</translation>
    </message>
    <message>
        <source>%1 other sites</source>
        <translation>%1 अन्य साइटें</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>सहेजा गया: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::TopBar</name>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>ऑनलाइन</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>%1 से ऑफ़लाइन</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>ऑफ़लाइन</translation>
    </message>
    <message>
        <source>Do not trust the server</source>
        <translation>सर्वर पर भरोसा न करें</translation>
    </message>
    <message>
        <source>Laptop blocked</source>
        <translation>लैपटॉप बंद</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>अभी कोशिश नहीं की</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 बाकी</translation>
    </message>
    <message>
        <source>%1 waiting · oldest %2</source>
        <translation>%1 बाकी · सबसे पुरानी %2</translation>
    </message>
    <message>
        <source>%1 photos waiting</source>
        <translation>%1 फ़ोटो बाकी</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>सब भेज दिया</translation>
    </message>
    <message>
        <source>Time sure ± %1 s</source>
        <translation>समय पक्का ± %1 से</translation>
    </message>
    <message>
        <source>Time bounded</source>
        <translation>समय अंदाज़न</translation>
    </message>
    <message>
        <source>Time unsure</source>
        <translation>समय पक्का नहीं</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>कोई साइन इन नहीं</translation>
    </message>
    <message>
        <source>How the line to the server stands</source>
        <translation>सर्वर से लाइन का हाल</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>क्या भेजना बाकी है</translation>
    </message>
    <message>
        <source>How sure the time of a mark is</source>
        <translation>हाज़िरी का समय कितना पक्का है</translation>
    </message>
    <message>
        <source>Who is signed in</source>
        <translation>कौन साइन इन है</translation>
    </message>
    <message>
        <source>The server answers, and every answer carries its signature.</source>
        <translation>सर्वर जवाब देता है, और हर जवाब पर उसके दस्तख़त हैं।</translation>
    </message>
    <message>
        <source>The server has not been asked since the start. Marks are kept safely on this laptop.</source>
        <translation>चालू होने के बाद सर्वर से बात नहीं हुई। हाज़िरी इस लैपटॉप पर सुरक्षित है।</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>अभी कोशिश करें</translation>
    </message>
    <message>
        <source>Every mark is safe on this laptop from the moment it says Recorded. Here is what the server does not have yet.</source>
        <translation>“दर्ज हो गई” दिखते ही हाज़िरी इस लैपटॉप पर सुरक्षित है। जो सर्वर तक नहीं पहुँची, वह यहाँ है।</translation>
    </message>
    <message>
        <source>Marks waiting</source>
        <translation>बाकी हाज़िरी</translation>
    </message>
    <message>
        <source>Photos waiting</source>
        <translation>बाकी फ़ोटो</translation>
    </message>
    <message>
        <source>To check at the office</source>
        <translation>दफ़्तर में देखना बाकी</translation>
    </message>
    <message>
        <source>Rejected or set aside</source>
        <translation>नामंज़ूर या अलग रखी</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>अभी भेजें</translation>
    </message>
    <message>
        <source>Open the queue</source>
        <translation>कतार खोलें</translation>
    </message>
    <message>
        <source>The time was compared with the server&apos;s since this laptop was switched on. Changing the clock changes nothing.</source>
        <translation>लैपटॉप चालू होने के बाद समय सर्वर से मिलाया गया है। घड़ी बदलने से कुछ नहीं बदलता।</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>मिलाया गया</translation>
    </message>
    <message>
        <source>This laptop was restarted since the last comparison. The time of a mark is known to lie between its neighbours.</source>
        <translation>पिछली बार मिलाने के बाद लैपटॉप फिर चालू हुआ। हाज़िरी का समय आगे-पीछे की हाज़िरी के बीच का माना जाता है।</translation>
    </message>
    <message>
        <source>The time was never compared with the server&apos;s. Connect once and it becomes sure.</source>
        <translation>समय सर्वर से कभी नहीं मिलाया गया। एक बार जोड़ें, पक्का हो जाएगा।</translation>
    </message>
    <message>
        <source>The laptop&apos;s clock is wrong by %1. Set it right.</source>
        <translation>लैपटॉप की घड़ी %1 ग़लत है। ठीक करें।</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>काम</translation>
    </message>
    <message>
        <source>Every mark carries the name of who took it.</source>
        <translation>हर हाज़िरी पर लगाने वाले का नाम रहता है।</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>दूसरे नाम से साइन इन करें</translation>
    </message>
    <message>
        <source>Choose a PIN…</source>
        <translation>पिन चुनें…</translation>
    </message>
</context>
<context>
    <name>haziri::ui::TrustChart</name>
    <message>
        <source>Trust over time</source>
        <translation>समय के साथ भरोसा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::Words</name>
    <message>
        <source>Starting the camera…</source>
        <translation>कैमरा चालू हो रहा है…</translation>
    </message>
    <message>
        <source>outside the site</source>
        <translation>साइट से बाहर</translation>
    </message>
    <message>
        <source>The mark was taken outside the site&apos;s boundary.</source>
        <translation>हाज़िरी साइट की हद से बाहर लगी।</translation>
    </message>
    <message>
        <source>The office will look at it. Nothing is lost.</source>
        <translation>दफ़्तर इसे देखेगा। कुछ खोया नहीं।</translation>
    </message>
    <message>
        <source>too fast from place to place</source>
        <translation>इतनी जल्दी पहुँचना मुश्किल</translation>
    </message>
    <message>
        <source>Two marks lie further apart than anybody can travel in that time.</source>
        <translation>दो हाज़िरी इतनी दूर लगीं कि उतने समय में कोई पहुँच नहीं सकता।</translation>
    </message>
    <message>
        <source>clock was changed</source>
        <translation>घड़ी बदली गई</translation>
    </message>
    <message>
        <source>This laptop&apos;s clock was changed before the mark.</source>
        <translation>हाज़िरी से पहले लैपटॉप की घड़ी बदली गई।</translation>
    </message>
    <message>
        <source>Set the clock right and connect once.</source>
        <translation>घड़ी ठीक करें और एक बार जोड़ें।</translation>
    </message>
    <message>
        <source>earlier marks missing</source>
        <translation>पिछली हाज़िरी नहीं पहुँची</translation>
    </message>
    <message>
        <source>Marks from before this one have not arrived yet.</source>
        <translation>इससे पहले की हाज़िरी अभी नहीं पहुँची।</translation>
    </message>
    <message>
        <source>Sync again; the missing marks will follow.</source>
        <translation>फिर भेजें; बाकी भी पहुँच जाएगी।</translation>
    </message>
    <message>
        <source>too much in one day</source>
        <translation>एक दिन में बहुत ज़्यादा</translation>
    </message>
    <message>
        <source>One laptop brought more refused packets or signatures in a day than are kept.</source>
        <translation>एक लैपटॉप से एक दिन में जितने अस्वीकृत रिकॉर्ड या दस्तख़त रखे जाते हैं, उससे ज़्यादा आए।</translation>
    </message>
    <message>
        <source>See what is wrong with the laptop, or block it.</source>
        <translation>देखें कि लैपटॉप में क्या गड़बड़ है, या उसे रोक दें।</translation>
    </message>
    <message>
        <source>same photo again</source>
        <translation>वही फ़ोटो फिर</translation>
    </message>
    <message>
        <source>The same photo was used before.</source>
        <translation>यही फ़ोटो पहले भी आई थी।</translation>
    </message>
    <message>
        <source>same way twice</source>
        <translation>एक ही ओर दो बार</translation>
    </message>
    <message>
        <source>This person was marked this way before, and not the other way since.</source>
        <translation>इस व्यक्ति की इसी ओर की हाज़िरी पहले लग चुकी है, और उसके बाद दूसरी ओर की नहीं लगी।</translation>
    </message>
    <message>
        <source>Check whether IN or OUT is chosen above. The office will look at it.</source>
        <translation>देखिए कि ऊपर “अंदर” चुना है या “बाहर”। दफ़्तर इसे देखेगा।</translation>
    </message>
    <message>
        <source>face does not fit</source>
        <translation>चेहरा मेल नहीं खाता</translation>
    </message>
    <message>
        <source>The face does not fit the name well enough.</source>
        <translation>चेहरा नाम से ठीक से मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>may be a picture</source>
        <translation>शायद तस्वीर है</translation>
    </message>
    <message>
        <source>The camera could not tell whether a real person stood there.</source>
        <translation>कैमरा नहीं समझ सका कि सामने असली व्यक्ति था।</translation>
    </message>
    <message>
        <source>Ask the person to come close and look at the camera.</source>
        <translation>व्यक्ति से पास आकर कैमरे में देखने को कहें।</translation>
    </message>
    <message>
        <source>marked by hand</source>
        <translation>हाथ से लगी</translation>
    </message>
    <message>
        <source>The mark was made by hand, without a face.</source>
        <translation>हाज़िरी हाथ से लगी, चेहरे के बिना।</translation>
    </message>
    <message>
        <source>too many at once</source>
        <translation>एक साथ बहुत ज़्यादा</translation>
    </message>
    <message>
        <source>More marks came in a short time than people can pass a gate.</source>
        <translation>थोड़े समय में इतनी हाज़िरी लगी जितने लोग गेट से निकल नहीं सकते।</translation>
    </message>
    <message>
        <source>other camera</source>
        <translation>दूसरा कैमरा</translation>
    </message>
    <message>
        <source>The picture did not come from a camera this site accepts.</source>
        <translation>तस्वीर इस साइट के माने हुए कैमरे से नहीं आई।</translation>
    </message>
    <message>
        <source>Use the laptop&apos;s own camera.</source>
        <translation>लैपटॉप का अपना कैमरा काम में लें।</translation>
    </message>
    <message>
        <source>not enrolled yet</source>
        <translation>अभी दर्ज नहीं</translation>
    </message>
    <message>
        <source>The server does not know this worker yet.</source>
        <translation>सर्वर इस मज़दूर को अभी नहीं जानता।</translation>
    </message>
    <message>
        <source>It settles by itself when the enrolment arrives.</source>
        <translation>नाम दर्ज होने की ख़बर पहुँचते ही अपने आप ठीक हो जाएगा।</translation>
    </message>
    <message>
        <source>too little trust</source>
        <translation>भरोसा बहुत कम</translation>
    </message>
    <message>
        <source>The office trusts this laptop or this worker too little at the moment.</source>
        <translation>दफ़्तर को अभी इस लैपटॉप या इस मज़दूर पर बहुत कम भरोसा है।</translation>
    </message>
    <message>
        <source>face known by another name</source>
        <translation>चेहरा दूसरे नाम से दर्ज</translation>
    </message>
    <message>
        <source>This face is already enrolled under another name.</source>
        <translation>यह चेहरा पहले से दूसरे नाम से दर्ज है।</translation>
    </message>
    <message>
        <source>Look at both people side by side before you go on.</source>
        <translation>आगे बढ़ने से पहले दोनों को साथ में देखें।</translation>
    </message>
    <message>
        <source>whole Aadhaar number</source>
        <translation>पूरा आधार नंबर</translation>
    </message>
    <message>
        <source>A whole Aadhaar number stands in the details.</source>
        <translation>विवरण में पूरा आधार नंबर लिखा है।</translation>
    </message>
    <message>
        <source>Only its last four digits may be kept: take the others out.</source>
        <translation>केवल आख़िरी चार अंक रखे जा सकते हैं: बाकी हटा दें।</translation>
    </message>
    <message>
        <source>too many enrolments today</source>
        <translation>आज बहुत नए नाम</translation>
    </message>
    <message>
        <source>The thekedar has enrolled more people today than agreed.</source>
        <translation>ठेकेदार ने आज तय से ज़्यादा लोग दर्ज किए।</translation>
    </message>
    <message>
        <source>signature is wrong</source>
        <translation>दस्तख़त ग़लत</translation>
    </message>
    <message>
        <source>The signature does not fit the mark. It may have been altered.</source>
        <translation>दस्तख़त हाज़िरी से मेल नहीं खाते। शायद इसे बदला गया है।</translation>
    </message>
    <message>
        <source>Tell the office and take the mark again.</source>
        <translation>दफ़्तर को बताएँ और हाज़िरी फिर लगाएँ।</translation>
    </message>
    <message>
        <source>outside allowed hours</source>
        <translation>तय समय से बाहर</translation>
    </message>
    <message>
        <source>The mark&apos;s time lies outside the hours this laptop may record.</source>
        <translation>हाज़िरी का समय इस लैपटॉप के तय घंटों से बाहर है।</translation>
    </message>
    <message>
        <source>Check the laptop&apos;s clock, then sync.</source>
        <translation>लैपटॉप की घड़ी देखें, फिर भेजें।</translation>
    </message>
    <message>
        <source>copy of another mark</source>
        <translation>दूसरी हाज़िरी की नक़ल</translation>
    </message>
    <message>
        <source>Another mark with the same number was sent before.</source>
        <translation>इसी नंबर की दूसरी हाज़िरी पहले भेजी जा चुकी है।</translation>
    </message>
    <message>
        <source>Tell the office.</source>
        <translation>दफ़्तर को बताएँ।</translation>
    </message>
    <message>
        <source>permission not valid</source>
        <translation>इजाज़त मान्य नहीं</translation>
    </message>
    <message>
        <source>The permission under which the mark was taken is not valid.</source>
        <translation>जिस इजाज़त से हाज़िरी लगी, वह मान्य नहीं।</translation>
    </message>
    <message>
        <source>Sync once to get a new permission.</source>
        <translation>नई इजाज़त के लिए एक बार सर्वर से जुड़ें।</translation>
    </message>
    <message>
        <source>other site</source>
        <translation>दूसरी साइट</translation>
    </message>
    <message>
        <source>The mark names another site than this laptop&apos;s.</source>
        <translation>हाज़िरी में इस लैपटॉप से अलग साइट लिखी है।</translation>
    </message>
    <message>
        <source>two histories</source>
        <translation>दो इतिहास</translation>
    </message>
    <message>
        <source>This laptop&apos;s records exist in two versions, as after an old backup.</source>
        <translation>इस लैपटॉप का रिकॉर्ड दो रूपों में है, जैसे पुरानी नक़ल के बाद।</translation>
    </message>
    <message>
        <source>Ask the office for a new enrolment code.</source>
        <translation>दफ़्तर से जुड़ने का नया पता माँगें।</translation>
    </message>
    <message>
        <source>thekedar&apos;s signature is wrong</source>
        <translation>ठेकेदार के दस्तख़त ग़लत</translation>
    </message>
    <message>
        <source>The thekedar&apos;s signature on this enrolment is not valid.</source>
        <translation>इस नाम पर ठेकेदार के दस्तख़त मान्य नहीं।</translation>
    </message>
    <message>
        <source>Enrol the worker again.</source>
        <translation>मज़दूर को फिर से दर्ज करें।</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>पढ़ा नहीं जाता</translation>
    </message>
    <message>
        <source>The server could not read this record.</source>
        <translation>सर्वर यह रिकॉर्ड पढ़ नहीं सका।</translation>
    </message>
    <message>
        <source>damaged on this laptop</source>
        <translation>इस लैपटॉप पर ख़राब</translation>
    </message>
    <message>
        <source>This record was damaged on this laptop&apos;s disk. It was set aside.</source>
        <translation>यह रिकॉर्ड लैपटॉप की डिस्क पर ख़राब हो गया। इसे अलग रखा गया।</translation>
    </message>
    <message>
        <source>Tell the office; the others go on.</source>
        <translation>दफ़्तर को बताएँ; बाकी चलते रहेंगे।</translation>
    </message>
    <message>
        <source>no line</source>
        <translation>लाइन नहीं</translation>
    </message>
    <message>
        <source>The server cannot be reached. Marks are kept safely on this laptop.</source>
        <translation>सर्वर तक पहुँच नहीं। हाज़िरी इस लैपटॉप पर सुरक्षित है।</translation>
    </message>
    <message>
        <source>Go on marking. They are sent when the line is back.</source>
        <translation>हाज़िरी लगाते रहें। लाइन आने पर भेजी जाएगी।</translation>
    </message>
    <message>
        <source>line too slow</source>
        <translation>लाइन बहुत धीमी</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>सर्वर ने समय पर जवाब नहीं दिया।</translation>
    </message>
    <message>
        <source>Go on marking. It is tried again by itself.</source>
        <translation>हाज़िरी लगाते रहें। कोशिश अपने आप फिर होगी।</translation>
    </message>
    <message>
        <source>wrong server</source>
        <translation>ग़लत सर्वर</translation>
    </message>
    <message>
        <source>Somebody else answers in the server&apos;s place. Nothing was sent.</source>
        <translation>सर्वर की जगह कोई और जवाब दे रहा है। कुछ नहीं भेजा गया।</translation>
    </message>
    <message>
        <source>Use another network, or tell the office.</source>
        <translation>दूसरा नेटवर्क लें, या दफ़्तर को बताएँ।</translation>
    </message>
    <message>
        <source>answer not signed</source>
        <translation>जवाब पर दस्तख़त नहीं</translation>
    </message>
    <message>
        <source>The answer was not signed by the server, so it was not believed.</source>
        <translation>जवाब पर सर्वर के दस्तख़त नहीं थे, इसलिए माना नहीं गया।</translation>
    </message>
    <message>
        <source>Often a login page of a hotel or public network. Use another network.</source>
        <translation>अक्सर होटल या खुले नेटवर्क का लॉगिन पन्ना होता है। दूसरा नेटवर्क लें।</translation>
    </message>
    <message>
        <source>line broke off</source>
        <translation>लाइन टूट गई</translation>
    </message>
    <message>
        <source>The line broke off in the middle. Nothing was lost.</source>
        <translation>लाइन बीच में टूट गई। कुछ खोया नहीं।</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>कोशिश अपने आप फिर होगी।</translation>
    </message>
    <message>
        <source>answer too large</source>
        <translation>जवाब बहुत बड़ा</translation>
    </message>
    <message>
        <source>The server&apos;s answer was too large and was not read.</source>
        <translation>सर्वर का जवाब बहुत बड़ा था, पढ़ा नहीं गया।</translation>
    </message>
    <message>
        <source>sent elsewhere</source>
        <translation>कहीं और भेजा</translation>
    </message>
    <message>
        <source>The network tried to send this laptop to another address.</source>
        <translation>नेटवर्क ने लैपटॉप को दूसरे पते पर भेजना चाहा।</translation>
    </message>
    <message>
        <source>Use another network.</source>
        <translation>दूसरा नेटवर्क लें।</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>रोका गया</translation>
    </message>
    <message>
        <source>It was stopped before the end.</source>
        <translation>पूरा होने से पहले रोका गया।</translation>
    </message>
    <message>
        <source>server changed its past</source>
        <translation>सर्वर ने अपनी बही बदली</translation>
    </message>
    <message>
        <source>The server&apos;s log contradicts what this laptop saw before. The proof is kept.</source>
        <translation>सर्वर की बही उससे अलग है जो इस लैपटॉप ने पहले देखी थी। सबूत रखा गया है।</translation>
    </message>
    <message>
        <source>Sync has stopped for good. Tell the office at once.</source>
        <translation>भेजना पूरी तरह रुक गया है। दफ़्तर को तुरंत बताएँ।</translation>
    </message>
    <message>
        <source>enrolment not known</source>
        <translation>पंजीकरण पता नहीं</translation>
    </message>
    <message>
        <source>The server does not know this laptop&apos;s enrolment: it went back to an older backup. All marks are kept here.</source>
        <translation>सर्वर इस लैपटॉप का पंजीकरण नहीं जानता: वह पुराने बैकअप पर लौट गया है। सारी हाज़िरियाँ यहाँ रखी हैं।</translation>
    </message>
    <message>
        <source>Ask the office for a fresh code and enrol this laptop again.</source>
        <translation>दफ़्तर से नया कोड लें और यह लैपटॉप फिर से जोड़ें।</translation>
    </message>
    <message>
        <source>laptop blocked</source>
        <translation>लैपटॉप बंद किया</translation>
    </message>
    <message>
        <source>The office has blocked this laptop.</source>
        <translation>दफ़्तर ने यह लैपटॉप बंद कर दिया है।</translation>
    </message>
    <message>
        <source>Marks stay on this laptop. Call the office.</source>
        <translation>हाज़िरी इस लैपटॉप पर रहेगी। दफ़्तर को फ़ोन करें।</translation>
    </message>
    <message>
        <source>server busy</source>
        <translation>सर्वर व्यस्त</translation>
    </message>
    <message>
        <source>The server cannot store anything right now. Nothing was lost.</source>
        <translation>सर्वर अभी कुछ रख नहीं पा रहा। कुछ खोया नहीं।</translation>
    </message>
    <message>
        <source>cannot be stored</source>
        <translation>रखा नहीं जा सका</translation>
    </message>
    <message>
        <source>The record could not be written to the disk.</source>
        <translation>रिकॉर्ड डिस्क पर लिखा नहीं जा सका।</translation>
    </message>
    <message>
        <source>Free some disk space, then try again.</source>
        <translation>डिस्क में जगह बनाएँ, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>not enrolled</source>
        <translation>जुड़ा नहीं</translation>
    </message>
    <message>
        <source>This laptop is not enrolled at a server yet.</source>
        <translation>यह लैपटॉप अभी किसी सर्वर से नहीं जुड़ा।</translation>
    </message>
    <message>
        <source>Paste the enrolment address that the office gave you.</source>
        <translation>दफ़्तर का दिया हुआ पता चिपकाएँ।</translation>
    </message>
    <message>
        <source>not an enrolment address</source>
        <translation>जुड़ने का पता नहीं</translation>
    </message>
    <message>
        <source>This is not an enrolment address. It begins with haziri:// and holds a code.</source>
        <translation>यह जुड़ने का पता नहीं है। वह haziri:// से शुरू होता है और उसमें कोड होता है।</translation>
    </message>
    <message>
        <source>Copy the whole line that the office sent.</source>
        <translation>दफ़्तर की भेजी पूरी पंक्ति कॉपी करें।</translation>
    </message>
    <message>
        <source>code already used</source>
        <translation>कोड पहले लग चुका</translation>
    </message>
    <message>
        <source>This code was already used by another laptop.</source>
        <translation>यह कोड दूसरे लैपटॉप पर लग चुका है।</translation>
    </message>
    <message>
        <source>code too old</source>
        <translation>कोड पुराना</translation>
    </message>
    <message>
        <source>This code has run out; it lives for ten minutes.</source>
        <translation>इस कोड का समय निकल गया; वह दस मिनट चलता है।</translation>
    </message>
    <message>
        <source>code not known</source>
        <translation>कोड अनजान</translation>
    </message>
    <message>
        <source>The server does not know this code.</source>
        <translation>सर्वर इस कोड को नहीं जानता।</translation>
    </message>
    <message>
        <source>name or password wrong</source>
        <translation>नाम या पासवर्ड ग़लत</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>नाम या पासवर्ड ग़लत है।</translation>
    </message>
    <message>
        <source>Try again, slowly.</source>
        <translation>धीरे से फिर लिखें।</translation>
    </message>
    <message>
        <source>line needed once</source>
        <translation>एक बार लाइन चाहिए</translation>
    </message>
    <message>
        <source>The first sign-in on a laptop needs a line to the server.</source>
        <translation>लैपटॉप पर पहले साइन इन के लिए सर्वर से लाइन चाहिए।</translation>
    </message>
    <message>
        <source>Connect to the internet once. Later it works without.</source>
        <translation>एक बार इंटरनेट से जोड़ें। बाद में बिना भी चलेगा।</translation>
    </message>
    <message>
        <source>too many tries</source>
        <translation>बहुत बार कोशिश</translation>
    </message>
    <message>
        <source>Too many wrong tries.</source>
        <translation>बहुत बार ग़लत लिखा गया।</translation>
    </message>
    <message>
        <source>Wait a few minutes, then try again.</source>
        <translation>कुछ मिनट रुकें, फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>already open</source>
        <translation>पहले से खुली</translation>
    </message>
    <message>
        <source>Haziri is already open on this laptop.</source>
        <translation>हाज़िरी इस लैपटॉप पर पहले से खुली है।</translation>
    </message>
    <message>
        <source>Use the window that is open.</source>
        <translation>जो खिड़की खुली है, उसी में काम करें।</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>तिजोरी नहीं</translation>
    </message>
    <message>
        <source>The system&apos;s keychain, where this laptop&apos;s keys rest, is not running.</source>
        <translation>सिस्टम की तिजोरी, जिसमें लैपटॉप की चाबियाँ रहती हैं, चालू नहीं है।</translation>
    </message>
    <message>
        <source>Start the keychain service and open Haziri again.</source>
        <translation>तिजोरी की सेवा चालू करें और हाज़िरी फिर खोलें।</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>तिजोरी बंद</translation>
    </message>
    <message>
        <source>The system&apos;s keychain is locked.</source>
        <translation>सिस्टम की तिजोरी पर ताला है।</translation>
    </message>
    <message>
        <source>Unlock it and open Haziri again.</source>
        <translation>उसे खोलें और हाज़िरी फिर खोलें।</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>तिजोरी ने मना किया</translation>
    </message>
    <message>
        <source>The system&apos;s keychain refused to give the keys.</source>
        <translation>सिस्टम की तिजोरी ने चाबियाँ देने से मना किया।</translation>
    </message>
    <message>
        <source>Allow Haziri in the keychain and open it again.</source>
        <translation>तिजोरी में हाज़िरी को इजाज़त दें और फिर खोलें।</translation>
    </message>
    <message>
        <source>wrong passphrase</source>
        <translation>ग़लत गुप्त वाक्य</translation>
    </message>
    <message>
        <source>The passphrase of the key file is wrong.</source>
        <translation>चाबी की फ़ाइल का गुप्त वाक्य ग़लत है।</translation>
    </message>
    <message>
        <source>Correct the passphrase file and open Haziri again.</source>
        <translation>गुप्त वाक्य की फ़ाइल ठीक करें और हाज़िरी फिर खोलें।</translation>
    </message>
    <message>
        <source>no passphrase</source>
        <translation>गुप्त वाक्य नहीं</translation>
    </message>
    <message>
        <source>The passphrase of the key file is missing.</source>
        <translation>चाबी की फ़ाइल का गुप्त वाक्य नहीं मिला।</translation>
    </message>
    <message>
        <source>key missing</source>
        <translation>चाबी नहीं</translation>
    </message>
    <message>
        <source>A key of this laptop is missing from its key store.</source>
        <translation>इस लैपटॉप की एक चाबी उसकी तिजोरी में नहीं है।</translation>
    </message>
    <message>
        <source>store damaged</source>
        <translation>भंडार ख़राब</translation>
    </message>
    <message>
        <source>The store of marks on this laptop is damaged. Nothing was changed.</source>
        <translation>इस लैपटॉप पर हाज़िरी का भंडार ख़राब है। कुछ बदला नहीं गया।</translation>
    </message>
    <message>
        <source>Do not delete anything. Call the office.</source>
        <translation>कुछ मिटाएँ नहीं। दफ़्तर को फ़ोन करें।</translation>
    </message>
    <message>
        <source>disk problem</source>
        <translation>डिस्क की दिक़्क़त</translation>
    </message>
    <message>
        <source>The disk could not be read or written.</source>
        <translation>डिस्क पढ़ी या लिखी नहीं जा सकी।</translation>
    </message>
    <message>
        <source>enrol this laptop again</source>
        <translation>लैपटॉप फिर जोड़ें</translation>
    </message>
    <message>
        <source>This laptop has to be enrolled again before it may record.</source>
        <translation>हाज़िरी लगाने से पहले इस लैपटॉप को फिर जोड़ना होगा।</translation>
    </message>
    <message>
        <source>not recognised</source>
        <translation>पहचान नहीं</translation>
    </message>
    <message>
        <source>This face is not enrolled at this site.</source>
        <translation>यह चेहरा इस साइट पर दर्ज नहीं।</translation>
    </message>
    <message>
        <source>Add the name in the tray, or enrol the worker.</source>
        <translation>किनारे वाली सूची में नाम भरें, या मज़दूर को दर्ज करें।</translation>
    </message>
    <message>
        <source>not sure who</source>
        <translation>पक्का नहीं कौन</translation>
    </message>
    <message>
        <source>Two enrolled people look alike to the camera.</source>
        <translation>कैमरे को दो दर्ज लोग एक जैसे लगते हैं।</translation>
    </message>
    <message>
        <source>Choose the right name in the tray.</source>
        <translation>किनारे वाली सूची में सही नाम चुनें।</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>चेहरा नहीं</translation>
    </message>
    <message>
        <source>No face is to be seen in the picture.</source>
        <translation>तस्वीर में चेहरा नहीं दिखता।</translation>
    </message>
    <message>
        <source>Take the picture again, from nearer.</source>
        <translation>पास से फिर तस्वीर लें।</translation>
    </message>
    <message>
        <source>several people</source>
        <translation>कई लोग</translation>
    </message>
    <message>
        <source>More than one person stands before the camera.</source>
        <translation>कैमरे के सामने एक से ज़्यादा लोग हैं।</translation>
    </message>
    <message>
        <source>One at a time, please.</source>
        <translation>एक-एक करके आइए।</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>बहुत अँधेरा</translation>
    </message>
    <message>
        <source>The face is too dark to compare.</source>
        <translation>चेहरे पर रोशनी कम है।</translation>
    </message>
    <message>
        <source>Turn towards the light.</source>
        <translation>रोशनी की ओर मुड़ें।</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>बहुत तेज़ रोशनी</translation>
    </message>
    <message>
        <source>The face is too bright to compare.</source>
        <translation>चेहरे पर रोशनी बहुत तेज़ है।</translation>
    </message>
    <message>
        <source>Step into the shade.</source>
        <translation>छाँव में आइए।</translation>
    </message>
    <message>
        <source>too far away</source>
        <translation>बहुत दूर</translation>
    </message>
    <message>
        <source>The face is too far away to compare.</source>
        <translation>चेहरा बहुत दूर है।</translation>
    </message>
    <message>
        <source>Come closer.</source>
        <translation>पास आइए।</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>धुंधली</translation>
    </message>
    <message>
        <source>The picture is blurred.</source>
        <translation>तस्वीर धुंधली है।</translation>
    </message>
    <message>
        <source>Hold still for a moment.</source>
        <translation>ज़रा स्थिर रहिए।</translation>
    </message>
    <message>
        <source>looked away</source>
        <translation>मुँह फिरा हुआ</translation>
    </message>
    <message>
        <source>The face is turned away.</source>
        <translation>चेहरा दूसरी ओर है।</translation>
    </message>
    <message>
        <source>Look straight at the camera.</source>
        <translation>सीधे कैमरे में देखिए।</translation>
    </message>
    <message>
        <source>picture not good enough</source>
        <translation>तस्वीर ठीक नहीं</translation>
    </message>
    <message>
        <source>The picture is not good enough to recognise the person by.</source>
        <translation>तस्वीर इतनी साफ़ नहीं कि व्यक्ति पहचाना जाए।</translation>
    </message>
    <message>
        <source>Take it again, near and in good light.</source>
        <translation>पास से, अच्छी रोशनी में फिर लें।</translation>
    </message>
    <message>
        <source>no camera</source>
        <translation>कैमरा नहीं</translation>
    </message>
    <message>
        <source>No camera is connected.</source>
        <translation>कोई कैमरा नहीं लगा।</translation>
    </message>
    <message>
        <source>Plug one in, or mark by hand with F9.</source>
        <translation>कैमरा लगाएँ, या F9 से हाथ से लगाएँ।</translation>
    </message>
    <message>
        <source>camera in use</source>
        <translation>कैमरा व्यस्त</translation>
    </message>
    <message>
        <source>Another program is using the camera.</source>
        <translation>कैमरा दूसरे प्रोग्राम के पास है।</translation>
    </message>
    <message>
        <source>Close it and try again, or mark by hand with F9.</source>
        <translation>उसे बंद करके फिर कोशिश करें, या F9 से हाथ से लगाएँ।</translation>
    </message>
    <message>
        <source>camera unplugged</source>
        <translation>कैमरा निकल गया</translation>
    </message>
    <message>
        <source>The camera was unplugged.</source>
        <translation>कैमरा निकल गया।</translation>
    </message>
    <message>
        <source>Plug it in again, or mark by hand with F9.</source>
        <translation>फिर से लगाएँ, या F9 से हाथ से लगाएँ।</translation>
    </message>
    <message>
        <source>camera not allowed</source>
        <translation>कैमरे की इजाज़त नहीं</translation>
    </message>
    <message>
        <source>The system does not let Haziri use the camera.</source>
        <translation>सिस्टम हाज़िरी को कैमरा नहीं देता।</translation>
    </message>
    <message>
        <source>Allow it in the system&apos;s settings, or mark by hand with F9.</source>
        <translation>सिस्टम की सेटिंग में इजाज़त दें, या F9 से हाथ से लगाएँ।</translation>
    </message>
    <message>
        <source>file missing</source>
        <translation>फ़ाइल नहीं</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>फ़ाइल वहाँ नहीं है।</translation>
    </message>
    <message>
        <source>Choose another camera or file.</source>
        <translation>दूसरा कैमरा या फ़ाइल चुनें।</translation>
    </message>
    <message>
        <source>file cannot be read</source>
        <translation>फ़ाइल पढ़ी नहीं जाती</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>फ़ाइल पढ़ी नहीं जा सकती।</translation>
    </message>
    <message>
        <source>face models missing</source>
        <translation>चेहरे के मॉडल नहीं</translation>
    </message>
    <message>
        <source>The files that recognise faces are not installed.</source>
        <translation>चेहरा पहचानने वाली फ़ाइलें नहीं लगी हैं।</translation>
    </message>
    <message>
        <source>Run the installer again. Until then mark by hand with F9.</source>
        <translation>इंस्टॉलर फिर चलाएँ। तब तक F9 से हाथ से लगाएँ।</translation>
    </message>
    <message>
        <source>face models damaged</source>
        <translation>चेहरे के मॉडल ख़राब</translation>
    </message>
    <message>
        <source>The files that recognise faces were changed or damaged.</source>
        <translation>चेहरा पहचानने वाली फ़ाइलें बदली या ख़राब हैं।</translation>
    </message>
    <message>
        <source>recognition stopped</source>
        <translation>पहचान रुक गई</translation>
    </message>
    <message>
        <source>Face recognition stopped working.</source>
        <translation>चेहरे की पहचान रुक गई।</translation>
    </message>
    <message>
        <source>Open Haziri again, or mark by hand with F9.</source>
        <translation>हाज़िरी फिर खोलें, या F9 से हाथ से लगाएँ।</translation>
    </message>
    <message>
        <source>picture cannot be read</source>
        <translation>तस्वीर पढ़ी नहीं जाती</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>तस्वीर पढ़ी नहीं जा सकती।</translation>
    </message>
    <message>
        <source>Take it again.</source>
        <translation>फिर से लें।</translation>
    </message>
    <message>
        <source>purpose needed</source>
        <translation>वजह चाहिए</translation>
    </message>
    <message>
        <source>A photo is opened only for a stated purpose of at least 8 letters.</source>
        <translation>फ़ोटो तभी खुलती है जब कम से कम 8 अक्षर में वजह लिखी हो।</translation>
    </message>
    <message>
        <source>Write why you need to see it.</source>
        <translation>लिखें कि आपको क्यों देखनी है।</translation>
    </message>
    <message>
        <source>photo damaged</source>
        <translation>फ़ोटो ख़राब</translation>
    </message>
    <message>
        <source>The stored photo was damaged or exchanged. It is not shown.</source>
        <translation>रखी हुई फ़ोटो ख़राब हुई या बदली गई। इसे नहीं दिखाया जाता।</translation>
    </message>
    <message>
        <source>The damage is in the log. Tell the administrator.</source>
        <translation>यह बही में दर्ज है। प्रशासक को बताएँ।</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>इजाज़त नहीं</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>आपके काम में इसकी इजाज़त नहीं।</translation>
    </message>
    <message>
        <source>Sign in as somebody of the HR office.</source>
        <translation>एचआर दफ़्तर के नाम से साइन इन करें।</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>नहीं मिला</translation>
    </message>
    <message>
        <source>The server does not have this.</source>
        <translation>यह सर्वर पर नहीं है।</translation>
    </message>
    <message>
        <source>The photo may not have arrived yet.</source>
        <translation>शायद फ़ोटो अभी नहीं पहुँची।</translation>
    </message>
    <message>
        <source>too many photos opened</source>
        <translation>बहुत फ़ोटो खुलीं</translation>
    </message>
    <message>
        <source>Too many photos were opened in a short time.</source>
        <translation>थोड़े समय में बहुत-सी फ़ोटो खोली गईं।</translation>
    </message>
    <message>
        <source>checkpoint not valid</source>
        <translation>निशान मान्य नहीं</translation>
    </message>
    <message>
        <source>The log&apos;s checkpoint is not signed by the log&apos;s key.</source>
        <translation>बही के निशान पर बही की चाबी के दस्तख़त नहीं हैं।</translation>
    </message>
    <message>
        <source>Do not trust this server. Tell the administrator.</source>
        <translation>इस सर्वर पर भरोसा न करें। प्रशासक को बताएँ।</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>साइन आउट</translation>
    </message>
    <message>
        <source>You were signed out because nothing happened for a while.</source>
        <translation>कुछ देर काम न होने से आप साइन आउट हो गए।</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>फिर साइन इन करें।</translation>
    </message>
    <message>
        <source>name missing</source>
        <translation>नाम नहीं</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>नाम नहीं लिखा।</translation>
    </message>
    <message>
        <source>Write the worker&apos;s name.</source>
        <translation>मज़दूर का नाम लिखें।</translation>
    </message>
    <message>
        <source>consent missing</source>
        <translation>सहमति नहीं</translation>
    </message>
    <message>
        <source>The worker has not been asked for consent.</source>
        <translation>मज़दूर से सहमति नहीं पूछी गई।</translation>
    </message>
    <message>
        <source>Read the notice aloud and ask.</source>
        <translation>सूचना पढ़कर सुनाएँ और पूछें।</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>तस्वीर नहीं</translation>
    </message>
    <message>
        <source>There is no picture of the face yet.</source>
        <translation>चेहरे की तस्वीर अभी नहीं है।</translation>
    </message>
    <message>
        <source>Take the three pictures.</source>
        <translation>तीनों तस्वीरें लें।</translation>
    </message>
    <message>
        <source>not the same person</source>
        <translation>एक ही व्यक्ति नहीं</translation>
    </message>
    <message>
        <source>The pictures do not show the same person.</source>
        <translation>तस्वीरें एक ही व्यक्ति की नहीं लगतीं।</translation>
    </message>
    <message>
        <source>Take all three pictures again.</source>
        <translation>तीनों तस्वीरें फिर लें।</translation>
    </message>
    <message>
        <source>not a thekedar</source>
        <translation>ठेकेदार नहीं</translation>
    </message>
    <message>
        <source>Only a thekedar can bring a worker in.</source>
        <translation>मज़दूर को केवल ठेकेदार दर्ज कर सकता है।</translation>
    </message>
    <message>
        <source>Ask the thekedar to sign with his name and password.</source>
        <translation>ठेकेदार से अपने नाम और पासवर्ड से दस्तख़त करने को कहें।</translation>
    </message>
    <message>
        <source>More than one person is in the picture.</source>
        <translation>तस्वीर में एक से ज़्यादा लोग हैं।</translation>
    </message>
    <message>
        <source>thekedar must sign in</source>
        <translation>ठेकेदार साइन इन करे</translation>
    </message>
    <message>
        <source>The thekedar has not signed in on this laptop before.</source>
        <translation>ठेकेदार ने इस लैपटॉप पर पहले साइन इन नहीं किया।</translation>
    </message>
    <message>
        <source>Sign in once with a line to the server.</source>
        <translation>लाइन के साथ एक बार साइन इन करें।</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>पासवर्ड ग़लत</translation>
    </message>
    <message>
        <source>The password is wrong.</source>
        <translation>पासवर्ड ग़लत है।</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>कुछ अनचाहा हुआ।</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>देखना बाकी</translation>
    </message>
    <message>
        <source>The picture is black. Is the camera covered?</source>
        <translation>तस्वीर काली है। कैमरा ढका तो नहीं?</translation>
    </message>
    <message>
        <source>Come closer</source>
        <translation>थोड़ा पास आइए</translation>
    </message>
    <message>
        <source>More light, please</source>
        <translation>रोशनी चाहिए</translation>
    </message>
    <message>
        <source>Step into the shade</source>
        <translation>छाँव में आइए</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>स्थिर रहिए</translation>
    </message>
    <message>
        <source>Look here</source>
        <translation>इधर देखिए</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>एक-एक करके</translation>
    </message>
    <message>
        <source>Turn your head to the left</source>
        <translation>सिर बाईं ओर घुमाइए</translation>
    </message>
    <message>
        <source>Turn your head to the right</source>
        <translation>सिर दाईं ओर घुमाइए</translation>
    </message>
    <message>
        <source>IN</source>
        <translation>अंदर</translation>
    </message>
    <message>
        <source>OUT</source>
        <translation>बाहर</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>सुपरवाइज़र</translation>
    </message>
    <message>
        <source>thekedar</source>
        <translation>ठेकेदार</translation>
    </message>
    <message>
        <source>HR</source>
        <translation>एचआर</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>प्रशासक</translation>
    </message>
    <message>
        <source>attendance</source>
        <translation>हाज़िरी</translation>
    </message>
    <message>
        <source>fraud attempt</source>
        <translation>धोखे की कोशिश</translation>
    </message>
    <message>
        <source>worker enrolled</source>
        <translation>मज़दूर दर्ज</translation>
    </message>
    <message>
        <source>worker added</source>
        <translation>मज़दूर जोड़ा</translation>
    </message>
    <message>
        <source>worker changed</source>
        <translation>मज़दूर बदला</translation>
    </message>
    <message>
        <source>consent</source>
        <translation>सहमति</translation>
    </message>
    <message>
        <source>worker erased</source>
        <translation>मज़दूर मिटाया</translation>
    </message>
    <message>
        <source>laptop enrolled</source>
        <translation>लैपटॉप जुड़ा</translation>
    </message>
    <message>
        <source>laptop unblocked</source>
        <translation>लैपटॉप खोला</translation>
    </message>
    <message>
        <source>personal key</source>
        <translation>निजी चाबी</translation>
    </message>
    <message>
        <source>user added</source>
        <translation>नया नाम</translation>
    </message>
    <message>
        <source>site added</source>
        <translation>नई साइट</translation>
    </message>
    <message>
        <source>photo opened</source>
        <translation>फ़ोटो खोली</translation>
    </message>
    <message>
        <source>decision on a mark</source>
        <translation>हाज़िरी पर फ़ैसला</translation>
    </message>
    <message>
        <source>decision on an alert</source>
        <translation>चेतावनी पर फ़ैसला</translation>
    </message>
    <message>
        <source>backup restored</source>
        <translation>नक़ल से लौटाया</translation>
    </message>
    <message>
        <source>keys changed</source>
        <translation>चाबियाँ बदलीं</translation>
    </message>
    <message>
        <source>log begun</source>
        <translation>बही शुरू</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>बाकी</translation>
    </message>
    <message>
        <source>synced</source>
        <translation>पहुँच गई</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>नामंज़ूर</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>अलग रखी</translation>
    </message>
    <message>
        <source>en_IN</source>
        <extracomment>The language and country whose dates and numbers are used: hi_IN, en_IN</extracomment>
        <translation>hi_IN</translation>
    </message>
    <message>
        <source>under 1 min</source>
        <translation>1 मिनट से कम</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 मिनट</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 घंटे</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 दिन</translation>
    </message>
    <message>
        <source>not in this server yet</source>
        <translation>इस सर्वर में अभी नहीं</translation>
    </message>
    <message>
        <source>The server cannot do this yet. Nothing was changed.</source>
        <translation>सर्वर अभी यह नहीं कर सकता। कुछ नहीं बदला गया।</translation>
    </message>
    <message>
        <source>Ask the administrator for a newer server.</source>
        <translation>प्रशासक से नया सर्वर माँगिए।</translation>
    </message>
    <message>
        <source>proof does not hold</source>
        <translation>प्रमाण सही नहीं</translation>
    </message>
    <message>
        <source>The server&apos;s proof does not lead from this entry to the signed log.</source>
        <translation>सर्वर का प्रमाण इस प्रविष्टि से हस्ताक्षरित बही तक नहीं ले जाता।</translation>
    </message>
    <message>
        <source>log key unreadable</source>
        <translation>बही की चाबी पढ़ी नहीं जाती</translation>
    </message>
    <message>
        <source>The log&apos;s key on this computer cannot be read.</source>
        <translation>इस कंप्यूटर पर बही की चाबी पढ़ी नहीं जा सकी।</translation>
    </message>
    <message>
        <source>Enrol this computer again.</source>
        <translation>इस कंप्यूटर को फिर जोड़िए।</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>मिटाई गई</translation>
    </message>
    <message>
        <source>This photo was erased, as the law demands. The proof remains in the log.</source>
        <translation>यह फ़ोटो कानून के अनुसार मिटा दी गई। प्रमाण बही में बाकी है।</translation>
    </message>
    <message>
        <source>receiver missing</source>
        <translation>रिसीवर नहीं है</translation>
    </message>
    <message>
        <source>The receiver that was chosen cannot be opened.</source>
        <translation>चुना हुआ रिसीवर खुल नहीं रहा है।</translation>
    </message>
    <message>
        <source>Plug it in, or choose another one in the settings.</source>
        <translation>उसे लगाएँ, या सेटिंग में दूसरा चुनें।</translation>
    </message>
    <message>
        <source>receiver silent</source>
        <translation>रिसीवर चुप है</translation>
    </message>
    <message>
        <source>The receiver says no place.</source>
        <translation>रिसीवर कोई स्थान नहीं बता रहा है।</translation>
    </message>
    <message>
        <source>Put it where it sees the sky.</source>
        <translation>उसे वहाँ रखें जहाँ से आसमान दिखे।</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 मी</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 किमी</translation>
    </message>
    <message>
        <source>The receiver has not said a place yet.</source>
        <translation>रिसीवर ने अब तक स्थान नहीं बताया है।</translation>
    </message>
    <message>
        <source>By the receiver, %1, at %2.</source>
        <translation>रिसीवर से, %1, %2 बजे।</translation>
    </message>
    <message>
        <source>By the location service, %1, at %2.</source>
        <translation>स्थान सेवा से, %1, %2 बजे।</translation>
    </message>
    <message>
        <source>Marks carry the place that was declared for the site. It proves little.</source>
        <translation>हाज़िरी में साइट का बताया हुआ स्थान जाता है। यह पक्का सबूत नहीं है।</translation>
    </message>
    <message>
        <source>No place is known. Marks without a place wait for the office.</source>
        <translation>कोई स्थान पता नहीं है। बिना स्थान की हाज़िरी दफ़्तर के लिए रुकती है।</translation>
    </message>
    <message>
        <source>Inside the site.</source>
        <translation>साइट के अंदर।</translation>
    </message>
    <message>
        <source>At the edge of the site.</source>
        <translation>साइट के किनारे पर।</translation>
    </message>
    <message>
        <source>Outside the site, %1 from its middle. Marks wait for the office.</source>
        <translation>साइट के बाहर, बीच से %1 दूर। हाज़िरी दफ़्तर के लिए रुकती है।</translation>
    </message>
    <message>
        <source>name taken</source>
        <translation>नाम लिया जा चुका</translation>
    </message>
    <message>
        <source>Somebody already has this name.</source>
        <translation>यह नाम किसी का पहले से है।</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>दूसरा चुनें।</translation>
    </message>
    <message>
        <source>Ask an administrator.</source>
        <translation>प्रशासक से पूछें।</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed.</source>
        <translation>सर्वर तक पहुँच नहीं है। कुछ भी नहीं बदला।</translation>
    </message>
    <message>
        <source>Check the line and try again.</source>
        <translation>लाइन देखें और फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>card not valid</source>
        <translation>कार्ड मान्य नहीं</translation>
    </message>
    <message>
        <source>This is not a worker&apos;s card made by Haziri.</source>
        <translation>यह हाज़िरी का बनाया मज़दूर कार्ड नहीं है।</translation>
    </message>
    <message>
        <source>Mark by name with F9, and print a new card.</source>
        <translation>F9 से नाम चुनकर हाज़िरी लगाइए और नया कार्ड छापिए।</translation>
    </message>
    <message>
        <source>card of nobody here</source>
        <translation>यहाँ किसी का कार्ड नहीं</translation>
    </message>
    <message>
        <source>This card belongs to nobody of this site.</source>
        <translation>यह कार्ड इस साइट के किसी व्यक्ति का नहीं है।</translation>
    </message>
    <message>
        <source>Mark by name with F9, or enrol the worker.</source>
        <translation>F9 से नाम चुनकर हाज़िरी लगाइए, या मज़दूर को जोड़िए।</translation>
    </message>
    <message>
        <source>The camera gives no pictures.</source>
        <translation>कैमरा कोई चित्र नहीं दे रहा।</translation>
    </message>
    <message>
        <source>Unplug it and plug it in again.</source>
        <translation>उसे निकालकर फिर लगाइए।</translation>
    </message>
    <message>
        <source>picture is black</source>
        <translation>चित्र काला है</translation>
    </message>
    <message>
        <source>The picture is black.</source>
        <translation>चित्र काला है।</translation>
    </message>
    <message>
        <source>Take the cover off the camera, and make light.</source>
        <translation>कैमरे का ढक्कन हटाइए और रोशनी कीजिए।</translation>
    </message>
    <message>
        <source>picture stands still</source>
        <translation>चित्र रुका हुआ है</translation>
    </message>
    <message>
        <source>The picture stands still: the same one comes again and again.</source>
        <translation>चित्र रुका हुआ है: एक ही चित्र बार-बार आ रहा है।</translation>
    </message>
    <message>
        <source>camera too slow</source>
        <translation>कैमरा धीमा है</translation>
    </message>
    <message>
        <source>The camera gives few pictures a second.</source>
        <translation>कैमरा प्रति सेकंड बहुत कम चित्र देता है।</translation>
    </message>
    <message>
        <source>Make more light, and close other programs.</source>
        <translation>रोशनी बढ़ाइए और दूसरे प्रोग्राम बंद कीजिए।</translation>
    </message>
    <message>
        <source>too little light</source>
        <translation>रोशनी कम है</translation>
    </message>
    <message>
        <source>There is too little light.</source>
        <translation>रोशनी बहुत कम है।</translation>
    </message>
    <message>
        <source>Put a lamp behind the camera.</source>
        <translation>कैमरे के पीछे बत्ती रखिए।</translation>
    </message>
    <message>
        <source>light too harsh</source>
        <translation>रोशनी बहुत तेज़ है</translation>
    </message>
    <message>
        <source>The light is too harsh, or shines into the camera.</source>
        <translation>रोशनी बहुत तेज़ है, या सीधे कैमरे पर पड़ रही है।</translation>
    </message>
    <message>
        <source>Turn the camera away from the sun.</source>
        <translation>कैमरे को धूप से दूसरी ओर घुमाइए।</translation>
    </message>
    <message>
        <source>picture not sharp</source>
        <translation>चित्र साफ़ नहीं</translation>
    </message>
    <message>
        <source>The picture is not sharp.</source>
        <translation>चित्र साफ़ नहीं है।</translation>
    </message>
    <message>
        <source>Wipe the lens with a soft cloth.</source>
        <translation>लेंस को मुलायम कपड़े से पोंछिए।</translation>
    </message>
    <message>
        <source>face covered</source>
        <translation>चेहरा ढका है</translation>
    </message>
    <message>
        <source>Mouth and nose are covered.</source>
        <translation>मुँह और नाक ढके हैं।</translation>
    </message>
    <message>
        <source>eyes covered</source>
        <translation>आँखें ढकी हैं</translation>
    </message>
    <message>
        <source>The eyes are covered.</source>
        <translation>आँखें ढकी हुई हैं।</translation>
    </message>
    <message>
        <source>Take the dark glasses off for the photo.</source>
        <translation>फ़ोटो के लिए काला चश्मा उतारिए।</translation>
    </message>
    <message>
        <source>Take the mask or cloth off for a moment.</source>
        <translation>मास्क या कपड़ा थोड़ी देर के लिए हटाइए।</translation>
    </message>
    <message>
        <source>Take off the mask for a moment</source>
        <translation>मास्क थोड़ी देर के लिए हटाइए</translation>
    </message>
    <message>
        <source>Take the dark glasses off</source>
        <translation>काला चश्मा उतारिए</translation>
    </message>
    <message>
        <source>wrong PIN</source>
        <translation>ग़लत पिन</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>पिन ग़लत है।</translation>
    </message>
    <message>
        <source>After five wrong ones the password is needed.</source>
        <translation>पाँच बार ग़लत होने पर पासवर्ड चाहिए।</translation>
    </message>
    <message>
        <source>too many wrong PINs</source>
        <translation>बहुत बार ग़लत पिन</translation>
    </message>
    <message>
        <source>The PIN was wrong too often.</source>
        <translation>पिन बहुत बार ग़लत हुआ।</translation>
    </message>
    <message>
        <source>Sign in with the password once.</source>
        <translation>एक बार पासवर्ड से साइन इन करें।</translation>
    </message>
    <message>
        <source>PIN too simple</source>
        <translation>पिन बहुत आसान</translation>
    </message>
    <message>
        <source>A PIN has six to twelve digits, not all the same and not in a row.</source>
        <translation>पिन में छह से बारह अंक होते हैं, सब एक जैसे या क्रम में नहीं।</translation>
    </message>
    <message>
        <source>password only</source>
        <translation>सिर्फ़ पासवर्ड</translation>
    </message>
    <message>
        <source>The office signs in at the server, with the password.</source>
        <translation>दफ़्तर के लोग सर्वर पर पासवर्ड से साइन इन करते हैं।</translation>
    </message>
    <message>
        <source>no key for the stick</source>
        <translation>यूएसबी के लिए चाबी नहीं</translation>
    </message>
    <message>
        <source>This laptop was enrolled before its server took sticks.</source>
        <translation>यह लैपटॉप तब जुड़ा था जब सर्वर यूएसबी नहीं लेता था।</translation>
    </message>
    <message>
        <source>Ask the office for a new enrolment address.</source>
        <translation>दफ़्तर से जुड़ने का नया पता माँगें।</translation>
    </message>
    <message>
        <source>stick damaged</source>
        <translation>यूएसबी फ़ाइल ख़राब</translation>
    </message>
    <message>
        <source>The file is damaged or not whole. Nothing of it was taken.</source>
        <translation>फ़ाइल ख़राब या अधूरी है। उसमें से कुछ नहीं लिया गया।</translation>
    </message>
    <message>
        <source>Copy it again from the office.</source>
        <translation>दफ़्तर से फिर से कॉपी करें।</translation>
    </message>
    <message>
        <source>of another laptop</source>
        <translation>दूसरे लैपटॉप का</translation>
    </message>
    <message>
        <source>These answers belong to another laptop.</source>
        <translation>ये जवाब दूसरे लैपटॉप के हैं।</translation>
    </message>
    <message>
        <source>Choose the file that was made from this laptop&apos;s export.</source>
        <translation>वह फ़ाइल चुनें जो इस लैपटॉप की निकाली फ़ाइल से बनी।</translation>
    </message>
    <message>
        <source>pay entered</source>
        <translation>मज़दूरी भरी गई</translation>
    </message>
    <message>
        <source>decision on a worker</source>
        <translation>मज़दूर पर फ़ैसला</translation>
    </message>
    <message>
        <source>person blocked</source>
        <translation>व्यक्ति रोका गया</translation>
    </message>
    <message>
        <source>person unblocked</source>
        <translation>व्यक्ति से रोक हटी</translation>
    </message>
    <message>
        <source>new password</source>
        <translation>नया पासवर्ड</translation>
    </message>
    <message>
        <source>enrolment code</source>
        <translation>भर्ती कोड</translation>
    </message>
    <message>
        <source>chain confirmed</source>
        <translation>कड़ी की पुष्टि</translation>
    </message>
    <message>
        <source>second look at a photo</source>
        <translation>तस्वीर की दोबारा जाँच</translation>
    </message>
    <message>
        <source>backup made</source>
        <translation>बैकअप बना</translation>
    </message>
    <message>
        <source>the stick is busy</source>
        <translation>स्टिक व्यस्त है</translation>
    </message>
    <message>
        <source>Another bundle is being written or read.</source>
        <translation>एक और बंडल अभी लिखा या पढ़ा जा रहा है।</translation>
    </message>
    <message>
        <source>Wait until it is done, or cancel it.</source>
        <translation>उसके पूरे होने तक रुकें, या उसे रद्द करें।</translation>
    </message>
    <message>
        <source>keys are gone</source>
        <translation>चाबियाँ नहीं मिलीं</translation>
    </message>
    <message>
        <source>The keys of this profile are not where they were.</source>
        <translation>इस प्रोफ़ाइल की चाबियाँ अपनी जगह पर नहीं हैं।</translation>
    </message>
    <message>
        <source>Bring the file keys.sealed back from a backup. Nothing was changed.</source>
        <translation>बैकअप से keys.sealed फ़ाइल वापस लाएँ। कुछ बदला नहीं गया है।</translation>
    </message>
    <message>
        <source>undone too late</source>
        <translation>देर से वापस ली गई</translation>
    </message>
    <message>
        <source>The mark was undone more than a minute after it was made.</source>
        <translation>हाज़िरी लगने के एक मिनट से अधिक बाद वापस ली गई।</translation>
    </message>
    <message>
        <source>mark not here yet</source>
        <translation>हाज़िरी अभी नहीं आई</translation>
    </message>
    <message>
        <source>The mark that was undone is not here.</source>
        <translation>जो हाज़िरी वापस ली गई, वह यहाँ नहीं है।</translation>
    </message>
    <message>
        <source>It settles by itself when the mark arrives.</source>
        <translation>हाज़िरी आते ही यह अपने आप ठीक हो जाता है।</translation>
    </message>
    <message>
        <source>nothing to undo</source>
        <translation>वापस लेने को कुछ नहीं</translation>
    </message>
    <message>
        <source>It undoes what is no mark of this worker on this laptop.</source>
        <translation>यह जिसे वापस लेता है, वह इस लैपटॉप पर इस मज़दूर की हाज़िरी नहीं है।</translation>
    </message>
    <message>
        <source>The mark counts as before.</source>
        <translation>हाज़िरी पहले की तरह गिनी जाती है।</translation>
    </message>
    <message>
        <source>too late to undo</source>
        <translation>वापस लेने में देर हो गई</translation>
    </message>
    <message>
        <source>A mark can be undone for one minute.</source>
        <translation>हाज़िरी एक मिनट तक वापस ली जा सकती है।</translation>
    </message>
    <message>
        <source>Tell the office: it can decide about the mark.</source>
        <translation>कार्यालय को बताएँ: वह हाज़िरी के बारे में फ़ैसला कर सकता है।</translation>
    </message>
    <message>
        <source>undone already</source>
        <translation>पहले ही वापस ली गई</translation>
    </message>
    <message>
        <source>This mark was undone before.</source>
        <translation>यह हाज़िरी पहले ही वापस ली जा चुकी है।</translation>
    </message>
    <message>
        <source>Nothing more is needed.</source>
        <translation>और कुछ करने की ज़रूरत नहीं।</translation>
    </message>
    <message>
        <source>mark undone</source>
        <translation>हाज़िरी वापस ली गई</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>वापस ली गई</translation>
    </message>
</context>
<context>
    <name>haziri::ui::WorkerModel</name>
    <message>
        <source>no picture yet</source>
        <translation>अभी तस्वीर नहीं</translation>
    </message>
    <message>
        <source>by name or card</source>
        <translation>नाम या कार्ड से</translation>
    </message>
    <message>
        <source>known</source>
        <translation>पहचाना हुआ</translation>
    </message>
    <message>
        <source>%1, from the thekedar until %2</source>
        <translation>%1, ठेकेदार से, %2 तक</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>मज़दूर</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>काम</translation>
    </message>
    <message>
        <source>Gang</source>
        <translation>गिरोह</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>चेहरा</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>भरोसा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::WorkerProfile</name>
    <message>
        <source>Close</source>
        <translation>बंद कीजिए</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>भरोसा</translation>
    </message>
    <message>
        <source>brought by %1</source>
        <translation>%1 लाए</translation>
    </message>
    <message>
        <source>no picture yet</source>
        <translation>अभी तस्वीर नहीं</translation>
    </message>
    <message>
        <source>by name or card: no consent to pictures</source>
        <translation>नाम या कार्ड से: तस्वीरों की सहमति नहीं</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 में से %1</translation>
    </message>
    <message>
        <source>None in the last seven days on this laptop.</source>
        <translation>पिछले सात दिनों में इस लैपटॉप पर कोई नहीं।</translation>
    </message>
    <message>
        <source>Each in the log gives a slip that proves it.</source>
        <translation>बही में दर्ज हर हाज़िरी की पर्ची निकलती है, जो उसे साबित करती है।</translation>
    </message>
    <message>
        <source>Print the card</source>
        <translation>कार्ड छापें</translation>
    </message>
    <message>
        <source>The slip of this mark, to print</source>
        <translation>इस हाज़िरी की पर्ची, छापने के लिए</translation>
    </message>
    <message>
        <source>The last marks</source>
        <translation>पिछली हाज़िरियाँ</translation>
    </message>
    <message>
        <source>Print card…</source>
        <translation>कार्ड छापें…</translation>
    </message>
    <message>
        <source>Save card…</source>
        <translation>कार्ड सहेजें…</translation>
    </message>
    <message>
        <source>How this worker is recognised</source>
        <translation>पहचान कैसे होती है</translation>
    </message>
    <message>
        <source>by face</source>
        <translation>चेहरे से</translation>
    </message>
    <message>
        <source>Inherited from the thekedar until %1, %2 more days. From then on the worker&apos;s own marks make it.</source>
        <translation>ठेकेदार से मिला, %1 तक, %2 दिन और। उसके बाद उसकी अपनी हाज़िरियाँ इसे बनाती हैं।</translation>
    </message>
    <message>
        <source>The worker&apos;s own marks make it.</source>
        <translation>उसकी अपनी हाज़िरियाँ इसे बनाती हैं।</translation>
    </message>
</context>
<context>
    <name>haziri::ui::WorkersPage</name>
    <message>
        <source>New worker</source>
        <translation>नया मज़दूर</translation>
    </message>
    <message>
        <source>Search name</source>
        <translation>नाम खोजें</translation>
    </message>
    <message>
        <source>Workers of this site</source>
        <translation>इस साइट के मज़दूर</translation>
    </message>
    <message>
        <source>%1 workers</source>
        <translation>%1 मज़दूर</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>अभी कोई दर्ज नहीं</translation>
    </message>
    <message>
        <source>Bring the first worker in. It takes two minutes and works without a line.</source>
        <translation>पहले मज़दूर को दर्ज करें। दो मिनट लगते हैं और इंटरनेट ज़रूरी नहीं।</translation>
    </message>
    <message>
        <source>No such name</source>
        <translation>ऐसा नाम नहीं</translation>
    </message>
    <message>
        <source>Try fewer letters.</source>
        <translation>कम अक्षर लिखें।</translation>
    </message>
    <message>
        <source>%1 is enrolled and can be marked at once.</source>
        <translation>%1 दर्ज हो गए और हाज़िरी तुरंत लग सकती है।</translation>
    </message>
    <message>
        <source>The card is in %1. Print it at its own size.</source>
        <translation>कार्ड %1 में है। उसे उसके असली आकार में छापें।</translation>
    </message>
    <message>
        <source>The card could not be written to %1.</source>
        <translation>कार्ड %1 में नहीं लिखा जा सका।</translation>
    </message>
</context>
</TS>
