<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="mr_IN" sourcelanguage="en">
<context>
    <name>haziri::app::Gui</name>
    <message>
        <source>The system&apos;s camera</source>
        <translation>सिस्टमचा कॅमेरा</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>आवृत्ती</translation>
    </message>
    <message>
        <source>This laptop</source>
        <translation>हा लॅपटॉप</translation>
    </message>
    <message>
        <source>The system&apos;s location service</source>
        <translation>सिस्टमची स्थान सेवा</translation>
    </message>
    <message>
        <source>The site&apos;s own place</source>
        <translation>साइटचे स्वतःचे स्थान</translation>
    </message>
    <message>
        <source>Receiver at %1</source>
        <translation>%1 येथील रिसीव्हर</translation>
    </message>
    <message>
        <source>Save the diagnostics</source>
        <translation>तपासणी फाइल जतन करा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AlertEvidence</name>
    <message>
        <source>Show photos…</source>
        <translation>फोटो दाखवा…</translation>
    </message>
    <message>
        <source>Enrolled photo</source>
        <translation>नोंदणीचा फोटो</translation>
    </message>
    <message>
        <source>Photo of the mark</source>
        <translation>हजेरीचा फोटो</translation>
    </message>
    <message>
        <source>Why do you look?</source>
        <translation>आपण का पाहत आहात?</translation>
    </message>
    <message>
        <source>Purpose, your name and the time are written to the log, and over the pictures.</source>
        <translation>कारण, आपले नाव आणि वेळ लॉगमध्ये आणि फोटोंवर लिहिली जाते.</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>At least 8 letters</source>
        <translation>किमान 8 अक्षरे</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>दाखवा</translation>
    </message>
    <message>
        <source>no enrolled photo</source>
        <translation>नोंदणीचा फोटो नाही</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>नोंदणीच्या वेळी</translation>
    </message>
    <message>
        <source>no mark behind it</source>
        <translation>यामागे कोणतीही हजेरी नाही</translation>
    </message>
    <message>
        <source>no photo of the mark</source>
        <translation>हजेरीचा फोटो नाही</translation>
    </message>
    <message>
        <source>at the mark</source>
        <translation>हजेरीच्या वेळी</translation>
    </message>
    <message>
        <source>the site&apos;s own place, as declared</source>
        <translation>जाहीर केलेले साइटचे स्थान</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>वेळ</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>चेहरा</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लॅपटॉप</translation>
    </message>
    <message>
        <source>%1 · trust %2 of 100</source>
        <translation>%1 · विश्वास 100 पैकी %2</translation>
    </message>
    <message>
        <source>no place was recorded</source>
        <translation>स्थान नोंदलेले नाही</translation>
    </message>
    <message>
        <source>%1 from the centre, circle %2, ± %3</source>
        <translation>मध्यापासून %1, वर्तुळ %2, ± %3</translation>
    </message>
    <message>
        <source>enrolled already: %1</source>
        <translation>आधीच नोंदलेले: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AlertModel</name>
    <message>
        <source>When</source>
        <translation>केव्हा</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>काय आढळले</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>वजन</translation>
    </message>
    <message>
        <source>Who and where</source>
        <translation>कोण आणि कुठे</translation>
    </message>
    <message>
        <source>At stake</source>
        <translation>पणाला</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AlertsPage</name>
    <message>
        <source>Alerts</source>
        <translation>इशारे</translation>
    </message>
    <message>
        <source>No open alerts</source>
        <translation>एकही इशारा बाकी नाही</translation>
    </message>
    <message>
        <source>The server found nothing suspicious that waits for you.</source>
        <translation>आपली वाट पाहणारे संशयास्पद असे काही सर्व्हरला आढळले नाही.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>बाकी</translation>
    </message>
    <message>
        <source>Asked back</source>
        <translation>परत विचारले</translation>
    </message>
    <message>
        <source>All</source>
        <translation>सर्व</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>कोणते इशारे</translation>
    </message>
    <message>
        <source>Your decision</source>
        <translation>आपला निर्णय</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>It is written to the log with your name.</source>
        <translation>हे आपल्या नावासह लॉगमध्ये लिहिले जाते.</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>मान्य करा</translation>
    </message>
    <message>
        <source>It was right: the mark counts</source>
        <translation>बरोबर होते: हजेरी मोजली जाते</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>नाकारा</translation>
    </message>
    <message>
        <source>It was wrong: the mark does not count</source>
        <translation>चूक होते: हजेरी मोजली जात नाही</translation>
    </message>
    <message>
        <source>Ask back</source>
        <translation>परत विचारा</translation>
    </message>
    <message>
        <source>More has to be known before somebody decides</source>
        <translation>निर्णय घेण्याआधी आणखी माहिती हवी</translation>
    </message>
    <message>
        <source>Open in the log</source>
        <translation>लॉगमध्ये उघडा</translation>
    </message>
    <message>
        <source>No alert chosen</source>
        <translation>इशारा निवडलेला नाही</translation>
    </message>
    <message>
        <source>Choose a line. What was found, about whom, and your decision stand here.</source>
        <translation>एक ओळ निवडा. काय आढळले, कोणाबद्दल आणि आपला निर्णय येथे दिसेल.</translation>
    </message>
    <message>
        <source>Decided. It is in the log, with your name and your reason.</source>
        <translation>निर्णय झाला. तो आपल्या नावासह आणि कारणासह लॉगमध्ये आहे.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>%1 alerts</source>
        <translation>%1 इशारे</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>येथे काही नाही</translation>
    </message>
    <message>
        <source>No alert is in this state.</source>
        <translation>या स्थितीत एकही इशारा नाही.</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>वजन</translation>
    </message>
    <message>
        <source>%1 points off the trust</source>
        <translation>विश्वासातून %1 गुण कमी</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>निर्णय</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>मान्य</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>नाकारले</translation>
    </message>
    <message>
        <source>asked back</source>
        <translation>परत विचारले</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>आढळले</translation>
    </message>
    <message>
        <source>%1 at stake</source>
        <translation>%1 पणाला</translation>
    </message>
    <message>
        <source>the newest %1 of %2</source>
        <translation>%2 पैकी सर्वात नवीन %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AsideTray</name>
    <message>
        <source>Aside</source>
        <translation>बाजूला</translation>
    </message>
    <message>
        <source>Aside %1</source>
        <translation>बाजूला %1</translation>
    </message>
    <message>
        <source>Nobody waits. Unclear faces step aside here.</source>
        <translation>कोणी थांबलेले नाही. न ओळखलेले चेहरे येथे बाजूला येतात.</translation>
    </message>
    <message>
        <source>%1 · %2 or %3?</source>
        <translation>%1 · %2 की %3?</translation>
    </message>
    <message>
        <source>%1 · %2?</source>
        <translation>%1 · %2?</translation>
    </message>
    <message>
        <source>+%1 more</source>
        <translation>+%1 आणखी</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>कोणी थांबलेले नाही.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AuditLogModel</name>
    <message>
        <source>Index</source>
        <translation>क्रमांक</translation>
    </message>
    <message>
        <source>When</source>
        <translation>केव्हा</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>What</source>
        <translation>काय</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>हॅश</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>मागील</translation>
    </message>
</context>
<context>
    <name>haziri::ui::AuditPage</name>
    <message>
        <source>Audit chain</source>
        <translation>तपास साखळी</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>%1 नोंदी</translation>
    </message>
    <message>
        <source>Log of the server</source>
        <translation>सर्व्हरचा लॉग</translation>
    </message>
    <message>
        <source>Load new entries</source>
        <translation>नवीन नोंदी आणा</translation>
    </message>
    <message>
        <source>Progress of the verification</source>
        <translation>पडताळणीची प्रगती</translation>
    </message>
    <message>
        <source>No entries yet</source>
        <translation>अजून नोंदी नाहीत</translation>
    </message>
    <message>
        <source>As soon as the first laptop is enrolled, its entry stands here.</source>
        <translation>पहिल्या लॅपटॉपची नोंदणी होताच त्याची नोंद येथे दिसेल.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>थांबवा</translation>
    </message>
    <message>
        <source>Verify all</source>
        <translation>सर्व पडताळा</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 पैकी %1</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>अजून पडताळलेले नाही</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 से.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>दाखवा</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>पूर्ण झाले नाही</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>लॉग जतन करा</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON ओळी (*.jsonl)</translation>
    </message>
    <message>
        <source>The server has not told why. Open the page again when it answers.</source>
        <translation>सर्व्हरने कारण सांगितलेले नाही. तो उत्तर देईल तेव्हा पान पुन्हा उघडा.</translation>
    </message>
    <message>
        <source>How its trust is made up now; the entry shows what it was then.</source>
        <translation>त्याचा विश्वास आता कसा बनला आहे; तेव्हा काय होता ते नोंदीत आहे.</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>विश्वास</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 पैकी %1</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>सर्व प्रकार</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>हजेरी</translation>
    </message>
    <message>
        <source>Held, to check</source>
        <translation>रोखलेल्या, तपासायच्या</translation>
    </message>
    <message>
        <source>Fraud attempts</source>
        <translation>फसवणुकीचे प्रयत्न</translation>
    </message>
    <message>
        <source>Photos opened</source>
        <translation>उघडलेले फोटो</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>निर्णय</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>लॅपटॉप</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>कार्यालय</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>निर्यात…</translation>
    </message>
    <message>
        <source>Save the log for haziri-verify, which checks it without this server</source>
        <translation>haziri-verify साठी लॉग जतन करा; ते या सर्व्हरशिवाय तपासते</translation>
    </message>
    <message>
        <source>Worker or entry number</source>
        <translation>कामगार किंवा नोंद क्रमांक</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>All laptops</source>
        <translation>सर्व लॅपटॉप</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लॅपटॉप</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>सर्व दिवस</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>काल</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>मागील 7 दिवस</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>मागील 30 दिवस</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>दिवस</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>शोधत आहे…</translation>
    </message>
    <message>
        <source>Looked back to entry %1.</source>
        <translation>नोंद %1 पर्यंत मागे पाहिले.</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>काही जुळले नाही</translation>
    </message>
    <message>
        <source>No entry is of this kind, laptop, day and worker. Widen the filter.</source>
        <translation>या प्रकारची, लॅपटॉपची, दिवसाची आणि कामगाराची नोंद नाही. निवड सैल करा.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>The log is asked for its newest entries.</source>
        <translation>लॉगकडे नवीनतम नोंदी मागितल्या आहेत.</translation>
    </message>
    <message>
        <source>%1 entries and the signed checkpoint are saved in %2. Check them with haziri-verify.</source>
        <translation>%1 नोंदी आणि सही केलेला चेकपॉइंट %2 मध्ये जतन झाले. haziri-verify ने तपासा.</translation>
    </message>
    <message>
        <source>Export stopped. No file was written.</source>
        <translation>निर्यात थांबवली. फाइल लिहिलेली नाही.</translation>
    </message>
    <message>
        <source>No file was written.</source>
        <translation>फाइल लिहिलेली नाही.</translation>
    </message>
    <message>
        <source>Every hash was rebuilt on this computer from the entries alone, and the result is what the server signed.</source>
        <translation>प्रत्येक हॅश या संगणकावर केवळ नोंदींवरून पुन्हा तयार केला, आणि निकाल सर्व्हरने सही केलेलाच आहे.</translation>
    </message>
    <message>
        <source>An entry does not fit its hashes. Export the log and give it to somebody who checks it with haziri-verify.</source>
        <translation>एक नोंद तिच्या हॅशशी जुळत नाही. लॉग निर्यात करा आणि haziri-verify ने तपासणाऱ्याला द्या.</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>पडताळले</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>नोंदी</translation>
    </message>
    <message>
        <source>Erased by law</source>
        <translation>कायद्याने पुसलेले</translation>
    </message>
    <message>
        <source>Fits what was verified up to</source>
        <translation>येथपर्यंत पडताळलेल्याशी जुळते</translation>
    </message>
    <message>
        <source>Whole up to %1 · verified %2</source>
        <translation>%1 पर्यंत अखंड · %2 ला पडताळले</translation>
    </message>
    <message>
        <source>Changed at %1</source>
        <translation>%1 येथे बदल</translation>
    </message>
    <message>
        <source>Somebody changed the log. Entry %1 is the first that does not fit; all %2 before it are whole.</source>
        <translation>कोणीतरी लॉग बदलला. न जुळणारी पहिली नोंद %1 आहे; आधीच्या सर्व %2 अखंड आहेत.</translation>
    </message>
    <message>
        <source>Do not trust the server</source>
        <translation>सर्व्हरवर विश्वास ठेवू नका</translation>
    </message>
    <message>
        <source>The server now shows another history than the one it signed before. Both signed checkpoints are kept as evidence on this computer.</source>
        <translation>सर्व्हर आता आधी सही केलेल्यापेक्षा वेगळा इतिहास दाखवत आहे. दोन्ही सही केलेले चेकपॉइंट पुरावा म्हणून या संगणकावर ठेवले आहेत.</translation>
    </message>
    <message>
        <source>Stopped. The first %1 entries fit; the rest is not known.</source>
        <translation>थांबवले. पहिल्या %1 नोंदी जुळतात; बाकीचे माहीत नाही.</translation>
    </message>
    <message>
        <source>The server went back to a backup and says so in its log itself. The entries before that place were rebuilt here and are those that were verified before, up to %1.</source>
        <translation>सर्व्हर बॅकअपवर परत गेला आणि तसे आपल्या लॉगमध्ये सांगतो. त्या जागेआधीच्या नोंदी येथे पुन्हा तयार केल्या; त्या %1 पर्यंत आधी पडताळलेल्याच आहेत.</translation>
    </message>
    <message>
        <source>Laptops send again what was lost after it. Decisions that were made after it have to be made again. Both signed checkpoints are kept as evidence on this computer.</source>
        <translation>त्यानंतर हरवलेले लॅपटॉप पुन्हा पाठवतात. त्यानंतरचे निर्णय पुन्हा घ्यावे लागतील. दोन्ही सही केलेले चेकपॉइंट पुरावा म्हणून या संगणकावर ठेवले आहेत.</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>परत आणला</translation>
    </message>
    <message>
        <source>Whoever verified as many entries has the same root: %1</source>
        <translation>ज्याने तेवढ्याच नोंदी पडताळल्या त्याचे मूळही हेच आहे: %1</translation>
    </message>
    <message>
        <source>Announced restore</source>
        <translation>जाहीर केलेली पुनर्स्थापना</translation>
    </message>
    <message>
        <source>The server was restored from a backup on %1 and says so: the log went back to entry %2. What was verified before that is unchanged; laptops send the rest again.</source>
        <translation>सर्व्हर %1 ला बॅकअपवरून परत आणला गेला आणि तसे सांगतो: लॉग नोंद %2 वर परत गेला. त्याआधी पडताळलेले बदललेले नाही; बाकीचे लॅपटॉप पुन्हा पाठवतात.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::CheckSheet</name>
    <message>
        <source>Camera and light</source>
        <translation>कॅमेरा आणि प्रकाश</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करा</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>पाहत आहे…</translation>
    </message>
    <message>
        <source>%1 pictures a second · brightness %2 of 255 · burnt out %3 % · sharpness %4</source>
        <translation>सेकंदाला %1 चित्रे · उजेड 255 पैकी %2 · अति उजळ %3 % · स्पष्टता %4</translation>
    </message>
    <message>
        <source>Good for the shift.</source>
        <translation>पाळीसाठी ठीक आहे.</translation>
    </message>
    <message>
        <source>A face is found.</source>
        <translation>चेहरा सापडला.</translation>
    </message>
    <message>
        <source>No face yet: stand before the camera where the workers will stand.</source>
        <translation>अजून चेहरा नाही: कामगार जेथे उभे राहतील तेथे कॅमेऱ्यासमोर उभे राहा.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DayModel</name>
    <message>
        <source>Time</source>
        <translation>वेळ</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>दिशा</translation>
    </message>
    <message>
        <source>State</source>
        <translation>स्थिती</translation>
    </message>
    <message>
        <source>undone at %1</source>
        <translation>%1 ला मागे घेतली</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DayPage</name>
    <message>
        <source>counts</source>
        <translation>मोजली जाते</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>तपासायची</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>नाकारले</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>नोंदवह्या</translation>
    </message>
    <message>
        <source>Marks of a day</source>
        <translation>दिवसाच्या हजेऱ्या</translation>
    </message>
    <message>
        <source>All</source>
        <translation>सर्व</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>निवडलेल्या</translation>
    </message>
    <message>
        <source>All marks or the drawn ones</source>
        <translation>सर्व हजेऱ्या किंवा सोडतीत निघालेल्या</translation>
    </message>
    <message>
        <source>Draw %1</source>
        <translation>%1 काढा</translation>
    </message>
    <message>
        <source>A sample for you to look at; the log&apos;s root chooses it, nobody else</source>
        <translation>आपण पाहण्यासाठी नमुना; तो लॉगचे मूळ निवडते, दुसरे कोणी नाही</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Marks of the day</source>
        <translation>दिवसाच्या हजेऱ्या</translation>
    </message>
    <message>
        <source>The worker&apos;s slip</source>
        <translation>कामगाराची पावती</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>छापा…</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>PDF म्हणून जतन करा…</translation>
    </message>
    <message>
        <source>Open in the log</source>
        <translation>लॉगमध्ये उघडा</translation>
    </message>
    <message>
        <source>The proof of this mark as a QR code</source>
        <translation>या हजेरीचा पुरावा QR कोड म्हणून</translation>
    </message>
    <message>
        <source>No mark chosen</source>
        <translation>हजेरी निवडलेली नाही</translation>
    </message>
    <message>
        <source>Choose a line. The worker&apos;s own proof of that mark stands here, ready to print.</source>
        <translation>एक ओळ निवडा. त्या हजेरीचा कामगाराचा स्वतःचा पुरावा येथे छापण्यासाठी तयार दिसेल.</translation>
    </message>
    <message>
        <source>Save the slip</source>
        <translation>पावती जतन करा</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>दिवस</translation>
    </message>
    <message>
        <source>Day: %1</source>
        <translation>दिवस: %1</translation>
    </message>
    <message>
        <source>%1 of %2 marks, drawn by the root %3 of the log with %4 entries. Whoever has the exported log draws the same: haziri draw.</source>
        <translation>%2 पैकी %1 हजेऱ्या, %4 नोंदींच्या लॉगच्या मूळ %3 ने काढलेल्या. ज्याच्याकडे निर्यात केलेला लॉग आहे तो त्याच काढू शकतो: haziri draw.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>उघडले नाही</translation>
    </message>
    <message>
        <source>No marks</source>
        <translation>हजेऱ्या नाहीत</translation>
    </message>
    <message>
        <source>Nobody was marked at this site on that day.</source>
        <translation>त्या दिवशी या साइटवर कोणाचीही हजेरी नाही.</translation>
    </message>
    <message>
        <source>Proved and ready. It can be checked without this server, with the log&apos;s key.</source>
        <translation>सिद्ध आणि तयार. लॉगच्या किल्लीने हे सर्व्हरशिवाय तपासता येते.</translation>
    </message>
    <message>
        <source>Asking for the proof…</source>
        <translation>पुरावा मागत आहे…</translation>
    </message>
    <message>
        <source>Entry %1 of the log</source>
        <translation>लॉगमधील नोंद %1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>जतन झाले: %1</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>मागे घेतली</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>मजुरी</translation>
    </message>
    <message>
        <source>Registers, the marks of a day, or pay</source>
        <translation>नोंदवह्या, दिवसाच्या हजेऱ्या किंवा मजुरी</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DaySheet</name>
    <message>
        <source>by face</source>
        <translation>चेहऱ्याने</translation>
    </message>
    <message>
        <source>by card</source>
        <translation>कार्डाने</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>हाताने</translation>
    </message>
    <message>
        <source>Photo of the mark</source>
        <translation>हजेरीचा फोटो</translation>
    </message>
    <message>
        <source> · likeness %1, next best %2</source>
        <translation> · साम्य %1, पुढील सर्वोत्तम %2</translation>
    </message>
    <message>
        <source>%1 · log no. %2</source>
        <translation>%1 · लॉग क्र. %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करा</translation>
    </message>
    <message>
        <source>Marks of today</source>
        <translation>आजच्या हजेऱ्या</translation>
    </message>
    <message>
        <source>Mark by hand</source>
        <translation>हाताने हजेरी</translation>
    </message>
    <message>
        <source>No mark yet today</source>
        <translation>आज अजून हजेरी नाही</translation>
    </message>
    <message>
        <source>Ask the person to stand before the camera, or mark by hand.</source>
        <translation>व्यक्तीला कॅमेऱ्यासमोर उभे राहण्यास सांगा, किंवा हाताने हजेरी लावा.</translation>
    </message>
    <message>
        <source>Card to print…</source>
        <translation>छापायचे कार्ड…</translation>
    </message>
    <message>
        <source>undone at %1</source>
        <translation>%1 ला मागे घेतली</translation>
    </message>
    <message>
        <source>Undo this mark</source>
        <translation>ही हजेरी मागे घ्या</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DeviceModel</name>
    <message>
        <source>never</source>
        <translation>कधीच नाही</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>रोखलेला</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लॅपटॉप</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>विश्वास</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>शेवटचे दिसले</translation>
    </message>
</context>
<context>
    <name>haziri::ui::DevicesPage</name>
    <message>
        <source>Laptops</source>
        <translation>लॅपटॉप</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>का</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>It is written to the log with your name.</source>
        <translation>हे आपल्या नावासह लॉगमध्ये लिहिले जाते.</translation>
    </message>
    <message>
        <source>No laptop chosen</source>
        <translation>लॅपटॉप निवडलेला नाही</translation>
    </message>
    <message>
        <source>Choose a line. How far it is trusted and why stands here.</source>
        <translation>एक ओळ निवडा. त्यावर किती विश्वास आहे आणि का, ते येथे दिसेल.</translation>
    </message>
    <message>
        <source>Decided. It is in the log, with your name and your reason.</source>
        <translation>निर्णय झाला. तो आपल्या नावासह आणि कारणासह लॉगमध्ये आहे.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>%1 laptops</source>
        <translation>%1 लॅपटॉप</translation>
    </message>
    <message>
        <source>No laptop yet</source>
        <translation>अजून लॅपटॉप नाही</translation>
    </message>
    <message>
        <source>Make an enrolment code under Sites and paste it into a laptop&apos;s window.</source>
        <translation>‘साइट’ मध्ये नोंदणी कोड तयार करा आणि तो लॅपटॉपच्या खिडकीत चिकटवा.</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>रोखलेला</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 पैकी %1</translation>
    </message>
    <message>
        <source>seen %1</source>
        <translation>%1 ला दिसला</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>कधीच दिसला नाही</translation>
    </message>
    <message>
        <source>Blocked: %1</source>
        <translation>रोखले: %1</translation>
    </message>
    <message>
        <source>Let it speak again</source>
        <translation>पुन्हा बोलू द्या</translation>
    </message>
    <message>
        <source>Keep it out</source>
        <translation>बाहेर ठेवा</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>मोकळा करा</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>रोखा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::EntryInspector</name>
    <message>
        <source>No entry chosen</source>
        <translation>नोंद निवडलेली नाही</translation>
    </message>
    <message>
        <source>Show photo…</source>
        <translation>फोटो दाखवा…</translation>
    </message>
    <message>
        <source>Open photo</source>
        <translation>फोटो उघडा</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करा</translation>
    </message>
    <message>
        <source>Why do you need to see it?</source>
        <translation>आपल्याला तो का पाहायचा आहे?</translation>
    </message>
    <message>
        <source>At least 8 letters. It is written to the log with your name before the photo opens.</source>
        <translation>किमान 8 अक्षरे. फोटो उघडण्याआधी ते आपल्या नावासह लॉगमध्ये लिहिले जाते.</translation>
    </message>
    <message>
        <source>This look is in the log: %1</source>
        <translation>हे पाहणे लॉगमध्ये आहे: %1</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>नोंद %1</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>जुळत नाही</translation>
    </message>
    <message>
        <source>The log as a whole does not fit its checkpoint.</source>
        <translation>संपूर्ण लॉग त्याच्या चेकपॉइंटशी जुळत नाही.</translation>
    </message>
    <message>
        <source>Choose a line of the log. What it says, the proof that it belongs to the log and its photo are shown here.</source>
        <translation>लॉगची एक ओळ निवडा. ती काय सांगते, ती लॉगची आहे याचा पुरावा आणि तिचा फोटो येथे दिसतील.</translation>
    </message>
    <message>
        <source>Photo of the entry</source>
        <translation>नोंदीचा फोटो</translation>
    </message>
    <message>
        <source>Proof path</source>
        <translation>पुराव्याचा मार्ग</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 पैकी %1</translation>
    </message>
    <message>
        <source>why</source>
        <translation>का</translation>
    </message>
    <message>
        <source>Device trust, why</source>
        <translation>लॅपटॉपवरील विश्वास, का</translation>
    </message>
    <message>
        <source>Device trust</source>
        <translation>लॅपटॉपवरील विश्वास</translation>
    </message>
    <message>
        <source>Record hash</source>
        <translation>नोंदीचा हॅश</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>मागील</translation>
    </message>
    <message>
        <source>The content of entry %1 was changed after it was written.</source>
        <translation>नोंद %1 चा मजकूर लिहिल्यानंतर बदलला गेला.</translation>
    </message>
    <message>
        <source>Entry %1 does not follow the one before it: something was changed, taken out or put in there.</source>
        <translation>नोंद %1 तिच्या आधीच्या नोंदीमागे येत नाही: तेथे काही बदलले, काढले किंवा घातले गेले.</translation>
    </message>
    <message>
        <source>Entry %1 was changed after it was written.</source>
        <translation>नोंद %1 लिहिल्यानंतर बदलली गेली.</translation>
    </message>
    <message>
        <source>Entry %1 is not what a log may hold.</source>
        <translation>नोंद %1 लॉगमध्ये असू शकेल अशी नाही.</translation>
    </message>
    <message>
        <source>proven</source>
        <translation>सिद्ध</translation>
    </message>
    <message>
        <source>proving…</source>
        <translation>सिद्ध करत आहे…</translation>
    </message>
    <message>
        <source>not proven yet</source>
        <translation>अजून सिद्ध नाही</translation>
    </message>
    <message>
        <source>Proof path · %1 hashes to the checkpoint</source>
        <translation>पुराव्याचा मार्ग · चेकपॉइंटपर्यंत %1 हॅश</translation>
    </message>
    <message>
        <source>The server is asked for the hashes…</source>
        <translation>सर्व्हरकडे हॅश मागितले आहेत…</translation>
    </message>
    <message>
        <source>It is the only entry of the log.</source>
        <translation>ही लॉगमधील एकमेव नोंद आहे.</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>अपेक्षित</translation>
    </message>
    <message>
        <source>found</source>
        <translation>सापडले</translation>
    </message>
</context>
<context>
    <name>haziri::ui::HelpWindow</name>
    <message>
        <source>Haziri: help</source>
        <translation>हाजिरी: मदत</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>मदत</translation>
    </message>
</context>
<context>
    <name>haziri::ui::JoinPage</name>
    <message>
        <source>Enrol this laptop again</source>
        <translation>हा लॅपटॉप पुन्हा नोंदवा</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>सर्व्हरशी जोडा</translation>
    </message>
    <message>
        <source>Its records exist in an older copy. Nothing is lost; a new enrolment begins a new chapter.</source>
        <translation>याच्या नोंदी जुन्या प्रतीत आहेत. काही हरवलेले नाही; नवीन नोंदणीने नवे प्रकरण सुरू होते.</translation>
    </message>
    <message>
        <source>Haziri keeps marks on this laptop, signed, and sends them to your office&apos;s server.</source>
        <translation>हाजिरी हजेऱ्या सही करून या लॅपटॉपवर ठेवते आणि आपल्या कार्यालयाच्या सर्व्हरला पाठवते.</translation>
    </message>
    <message>
        <source>Enrolment address</source>
        <translation>नोंदणी पत्ता</translation>
    </message>
    <message>
        <source>One line that begins with haziri://. It lives for ten minutes and works once.</source>
        <translation>haziri:// ने सुरू होणारी एक ओळ. ती दहा मिनिटे टिकते आणि एकदाच चालते.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>चिकटवा</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>जोडत आहे…</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>जोडा</translation>
    </message>
    <message>
        <source>The office makes an address for your name and this site.</source>
        <translation>कार्यालय आपल्या नावासाठी आणि या साइटसाठी पत्ता बनवते.</translation>
    </message>
    <message>
        <source>You paste it here. The laptop makes its own key and keeps it in the system&apos;s keychain.</source>
        <translation>आपण तो येथे चिकटवता. लॅपटॉप स्वतःची किल्ली बनवतो आणि सिस्टमच्या किल्लीसंचात ठेवतो.</translation>
    </message>
    <message>
        <source>Marks can be taken at once, with or without a line.</source>
        <translation>संपर्क असो वा नसो, हजेरी लगेच लावता येते.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>पुन्हा प्रयत्न करा</translation>
    </message>
    <message>
        <source>This laptop&apos;s records do not open</source>
        <translation>या लॅपटॉपच्या नोंदी उघडत नाहीत</translation>
    </message>
    <message>
        <source>They stay as they are until this is put right.</source>
        <translation>हे दुरुस्त होईपर्यंत सर्व तसेच राहते.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::LaptopPresenter</name>
    <message>
        <source>Outside the site</source>
        <translation>साइटच्या बाहेर</translation>
    </message>
    <message>
        <source>Receiver silent</source>
        <translation>रिसीव्हर गप्प</translation>
    </message>
    <message>
        <source>Where this laptop is</source>
        <translation>हा लॅपटॉप कुठे आहे</translation>
    </message>
    <message>
        <source>Save the card of %1</source>
        <translation>%1 चे कार्ड जतन करा</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>पिन निवडा</translation>
    </message>
    <message>
        <source>Six to twelve digits. On this laptop they take the place of your password, also without a line. After five wrong ones the password is needed.</source>
        <translation>सहा ते बारा अंक. या लॅपटॉपवर ते आपल्या पासवर्डची जागा घेतात, संपर्क नसतानाही. पाच चुकांनंतर पासवर्ड लागतो.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>पिन</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>पुन्हा एकदा</translation>
    </message>
    <message>
        <source>Use this PIN</source>
        <translation>हा पिन वापरा</translation>
    </message>
    <message>
        <source>These are two different PINs.</source>
        <translation>हे दोन वेगळे पिन आहेत.</translation>
    </message>
    <message>
        <source>Export to USB stick</source>
        <translation>USB स्टिकवर निर्यात करा</translation>
    </message>
    <message>
        <source>Import the server&apos;s answers</source>
        <translation>सर्व्हरची उत्तरे आणा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ListPage</name>
    <message>
        <source>Load again</source>
        <translation>पुन्हा उघडा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::LogWords</name>
    <message>
        <source>held mark</source>
        <translation>रोखलेली हजेरी</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>कामगार %1</translation>
    </message>
    <message>
        <source>user %1</source>
        <translation>वापरकर्ता %1</translation>
    </message>
    <message>
        <source>site %1</source>
        <translation>साइट %1</translation>
    </message>
    <message>
        <source>laptop %1</source>
        <translation>लॅपटॉप %1</translation>
    </message>
    <message>
        <source>%1&apos;s laptop %2</source>
        <translation>%1 चा लॅपटॉप %2</translation>
    </message>
    <message>
        <source>its key was proved at sign-in</source>
        <translation>साइन-इन करताना त्याची किल्ली सिद्ध झाली</translation>
    </message>
    <message>
        <source>blocked by the office</source>
        <translation>कार्यालयाने रोखला</translation>
    </message>
    <message>
        <source>enrolled less than a week ago</source>
        <translation>नोंदणीला आठवडाही झालेला नाही</translation>
    </message>
    <message>
        <source>does not say which program it is</source>
        <translation>तो कोणता प्रोग्राम आहे ते सांगत नाही</translation>
    </message>
    <message>
        <source>another program than before</source>
        <translation>आधीपेक्षा वेगळा प्रोग्राम</translation>
    </message>
    <message>
        <source>many network addresses in a day</source>
        <translation>एका दिवसात अनेक नेटवर्क पत्ते</translation>
    </message>
    <message>
        <source>does not describe the machine</source>
        <translation>यंत्राचे वर्णन देत नाही</translation>
    </message>
    <message>
        <source>looks like another machine</source>
        <translation>वेगळे यंत्र वाटते</translation>
    </message>
    <message>
        <source>the machine was changed</source>
        <translation>यंत्र बदलले गेले</translation>
    </message>
    <message>
        <source>the machine was changed a little</source>
        <translation>यंत्र थोडे बदलले गेले</translation>
    </message>
    <message>
        <source>alerts that nobody decided yet</source>
        <translation>ज्यांवर अजून कोणी निर्णय घेतला नाही असे इशारे</translation>
    </message>
    <message>
        <source>alerts that were confirmed</source>
        <translation>खरे ठरलेले इशारे</translation>
    </message>
    <message>
        <source>The mark counts</source>
        <translation>हजेरी मोजली जाते</translation>
    </message>
    <message>
        <source>The mark does not count</source>
        <translation>हजेरी मोजली जात नाही</translation>
    </message>
    <message>
        <source>Asked back</source>
        <translation>परत विचारले</translation>
    </message>
    <message>
        <source>Held again</source>
        <translation>पुन्हा रोखली</translation>
    </message>
    <message>
        <source>Content erased; the proof remains</source>
        <translation>मजकूर पुसला; पुरावा राहतो</translation>
    </message>
    <message>
        <source>%1 opened a photo</source>
        <translation>%1 यांनी फोटो उघडला</translation>
    </message>
    <message>
        <source>A stored photo was changed from outside</source>
        <translation>जतन केलेला फोटो बाहेरून बदलला गेला</translation>
    </message>
    <message>
        <source>vouched for by %1</source>
        <translation>%1 यांनी हमी दिली</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>%1 यांनी</translation>
    </message>
    <message>
        <source>Beginning of the log</source>
        <translation>लॉगची सुरुवात</translation>
    </message>
    <message>
        <source>sure, ± %1 s</source>
        <translation>खात्रीची, ± %1 से.</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>%1 आणि %2 दरम्यान</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>खात्री नाही</translation>
    </message>
    <message>
        <source>GNSS ± %1 m</source>
        <translation>उपग्रह (GNSS) ± %1 मी</translation>
    </message>
    <message>
        <source>network ± %1 m</source>
        <translation>नेटवर्क ± %1 मी</translation>
    </message>
    <message>
        <source>place as declared</source>
        <translation>जाहीर केलेले स्थान</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>स्थान नाही</translation>
    </message>
    <message>
        <source>face %1, next best %2 · live %3</source>
        <translation>चेहरा %1, पुढील सर्वोत्तम %2 · जिवंत %3</translation>
    </message>
    <message>
        <source>marked by card</source>
        <translation>कार्डाने हजेरी</translation>
    </message>
    <message>
        <source>marked by hand</source>
        <translation>हाताने हजेरी लावली</translation>
    </message>
    <message>
        <source>Held because</source>
        <translation>रोखण्याचे कारण</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>आढळले</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>Offline sync</source>
        <translation>ऑफलाइन सिंक</translation>
    </message>
    <message>
        <source>yes, %1 later</source>
        <translation>होय, %1 नंतर</translation>
    </message>
    <message>
        <source>no, sent at once</source>
        <translation>नाही, लगेच पाठवली</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>नोंदवणारा</translation>
    </message>
    <message>
        <source>By</source>
        <translation>कोणी</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>लॅपटॉप</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>From the address</source>
        <translation>या पत्त्यावरून</translation>
    </message>
    <message>
        <source>Written to the log</source>
        <translation>लॉगमध्ये लिहिले</translation>
    </message>
    <message>
        <source>The mark was undone at the gate</source>
        <translation>हजेरी गेटवर मागे घेतली</translation>
    </message>
</context>
<context>
    <name>haziri::ui::MainWindow</name>
    <message>
        <source>Haziri</source>
        <translation>हाजिरी</translation>
    </message>
    <message>
        <source>Muster</source>
        <translation>मस्टर</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>रांग</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>तपास</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>इशारे</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग्ज</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>कुलूप</translation>
    </message>
    <message>
        <source>Lock the screen (Ctrl+L)</source>
        <translation>पडदा कुलूपबंद करा (Ctrl+L)</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>नोंदवह्या</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>लॅपटॉप</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>साइट</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ManualSheet</name>
    <message>
        <source>Mark by hand</source>
        <translation>हाताने हजेरी</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करा</translation>
    </message>
    <message>
        <source>Picture from the camera</source>
        <translation>कॅमेऱ्यातील चित्र</translation>
    </message>
    <message>
        <source>Name or card number</source>
        <translation>नाव किंवा कार्ड क्रमांक</translation>
    </message>
    <message>
        <source>People who fit</source>
        <translation>जुळणारे लोक</translation>
    </message>
    <message>
        <source>Why without a face?</source>
        <translation>चेहऱ्याशिवाय का?</translation>
    </message>
    <message>
        <source>The reason in a few words</source>
        <translation>कारण थोडक्यात</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>दिशा</translation>
    </message>
    <message>
        <source>Record mark</source>
        <translation>हजेरी नोंदवा</translation>
    </message>
    <message>
        <source>Face not recognised</source>
        <translation>चेहरा ओळखला नाही</translation>
    </message>
    <message>
        <source>Camera does not work</source>
        <translation>कॅमेरा चालत नाही</translation>
    </message>
    <message>
        <source>Face is covered</source>
        <translation>चेहरा झाकलेला आहे</translation>
    </message>
    <message>
        <source>Other reason…</source>
        <translation>इतर कारण…</translation>
    </message>
    <message>
        <source>Two who look alike to the camera: choose who stands there. If one person was enrolled twice, tell the office.</source>
        <translation>कॅमेऱ्याला दोन लोक सारखे दिसतात: तेथे कोण उभे आहे ते निवडा. एकच व्यक्ती दोनदा नोंदली असेल तर कार्यालयाला सांगा.</translation>
    </message>
    <message>
        <source>Choose who stands there. The camera goes on with the next person.</source>
        <translation>तेथे कोण उभे आहे ते निवडा. कॅमेरा पुढच्या व्यक्तीसह चालू राहतो.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::MusterPage</name>
    <message>
        <source>Camera</source>
        <translation>कॅमेरा</translation>
    </message>
    <message>
        <source>Direction of marks</source>
        <translation>हजेरीची दिशा</translation>
    </message>
    <message>
        <source>I: arriving · O: leaving</source>
        <translation>I: येणे · O: जाणे</translation>
    </message>
    <message>
        <source>Mark by hand</source>
        <translation>हाताने हजेरी</translation>
    </message>
    <message>
        <source>People who stepped aside</source>
        <translation>बाजूला झालेले लोक</translation>
    </message>
    <message>
        <source>Next, please</source>
        <translation>पुढचे, या</translation>
    </message>
    <message>
        <source>%1&apos;s gang</source>
        <translation>%1 ची टोळी</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>नोंदले</translation>
    </message>
    <message>
        <source>saved on this laptop</source>
        <translation>या लॅपटॉपवर जतन</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>तपासायचे</translation>
    </message>
    <message>
        <source>kept on this laptop</source>
        <translation>या लॅपटॉपवर ठेवले</translation>
    </message>
    <message>
        <source>Already marked</source>
        <translation>आधीच हजेरी आहे</translation>
    </message>
    <message>
        <source>nothing was added</source>
        <translation>काही जोडले नाही</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>नोंदले नाही</translation>
    </message>
    <message>
        <source>please try again</source>
        <translation>कृपया पुन्हा प्रयत्न करा</translation>
    </message>
    <message>
        <source>Not recognised</source>
        <translation>ओळखले नाही</translation>
    </message>
    <message>
        <source>%1 and %2 look alike to the camera.</source>
        <translation>%1 आणि %2 कॅमेऱ्याला सारखे दिसतात.</translation>
    </message>
    <message>
        <source>Please step aside</source>
        <translation>कृपया बाजूला व्हा</translation>
    </message>
    <message>
        <source>In the tray</source>
        <translation>बाजूच्या यादीत</translation>
    </message>
    <message>
        <source>the next person can come</source>
        <translation>पुढची व्यक्ती येऊ शकते</translation>
    </message>
    <message>
        <source>The card is in %1. Print it at its own size.</source>
        <translation>कार्ड %1 मध्ये आहे. ते मूळ आकारात छापा.</translation>
    </message>
    <message>
        <source>The card could not be written to %1.</source>
        <translation>कार्ड %1 मध्ये लिहिता आले नाही.</translation>
    </message>
    <message>
        <source>Check camera</source>
        <translation>कॅमेरा तपासा</translation>
    </message>
    <message>
        <source>Undo the mark of %1 (Ctrl+Z)</source>
        <translation>%1 ची हजेरी मागे घ्या (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>मागे घ्या</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>मागे घेतली</translation>
    </message>
    <message>
        <source>the mark stays in the record and does not count</source>
        <translation>हजेरी नोंदीत राहते, पण मोजली जात नाही</translation>
    </message>
    <message>
        <source>Not undone</source>
        <translation>मागे घेतली नाही</translation>
    </message>
    <message>
        <source>the mark counts as before</source>
        <translation>हजेरी आधीसारखीच मोजली जाते</translation>
    </message>
</context>
<context>
    <name>haziri::ui::OnboardWizard</name>
    <message>
        <source>Full name</source>
        <translation>पूर्ण नाव</translation>
    </message>
    <message>
        <source>As on the worker&apos;s card or papers.</source>
        <translation>कामगाराच्या कार्डावर किंवा कागदपत्रांवर असल्याप्रमाणे.</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>काम</translation>
    </message>
    <message>
        <source>Daily wage in rupees</source>
        <translation>रोजची मजुरी (रुपये)</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>फोन</translation>
    </message>
    <message>
        <source>May be left empty.</source>
        <translation>रिकामे ठेवता येते.</translation>
    </message>
    <message>
        <source>Read this aloud</source>
        <translation>हे मोठ्याने वाचा</translation>
    </message>
    <message>
        <source>We take three pictures of your face so that the camera at the gate knows you and writes down your day. The pictures are kept locked. Only the office may open them, and each look is written down. You may say no: then you are marked by name or card, and your wage is the same. You may ask later that everything about you is deleted.</source>
        <translation>आम्ही आपल्या चेहऱ्याची तीन चित्रे घेतो, म्हणजे गेटवरील कॅमेरा आपल्याला ओळखेल आणि आपला दिवस लिहील. चित्रे कुलूपबंद ठेवली जातात. ती केवळ कार्यालय उघडू शकते, आणि प्रत्येक वेळी पाहिल्याची नोंद होते. आपण नाही म्हणू शकता: मग आपली हजेरी नावाने किंवा कार्डाने लागते, आणि मजुरी तेवढीच राहते. आपल्याबद्दलचे सर्व काही पुसून टाकण्यास आपण नंतर सांगू शकता.</translation>
    </message>
    <message>
        <source>The notice was read aloud in the worker&apos;s language</source>
        <translation>सूचना कामगाराच्या भाषेत मोठ्याने वाचली</translation>
    </message>
    <message>
        <source>The worker agrees to pictures of the face</source>
        <translation>कामगार चेहऱ्याच्या चित्रांना संमती देतो</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कॅमेरा</translation>
    </message>
    <message>
        <source>Three pictures</source>
        <translation>तीन चित्रे</translation>
    </message>
    <message>
        <source>The thekedar signs</source>
        <translation>ठेकेदार सही करतो</translation>
    </message>
    <message>
        <source>With your signature you answer for this person. It works without a line.</source>
        <translation>आपल्या सहीने आपण या व्यक्तीची जबाबदारी घेता. हे संपर्काशिवाय चालते.</translation>
    </message>
    <message>
        <source>Thekedar&apos;s name</source>
        <translation>ठेकेदाराचे नाव</translation>
    </message>
    <message>
        <source>All again</source>
        <translation>सर्व पुन्हा</translation>
    </message>
    <message>
        <source>1 Details</source>
        <translation>1 तपशील</translation>
    </message>
    <message>
        <source>2 Consent</source>
        <translation>2 संमती</translation>
    </message>
    <message>
        <source>3 Face</source>
        <translation>3 चेहरा</translation>
    </message>
    <message>
        <source>4 Signature</source>
        <translation>4 सही</translation>
    </message>
    <message>
        <source>looking straight</source>
        <translation>सरळ पाहताना</translation>
    </message>
    <message>
        <source>turned a little to the left</source>
        <translation>थोडे डावीकडे वळून</translation>
    </message>
    <message>
        <source>with the helmet on</source>
        <translation>हेल्मेट घालून</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करा</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>मागे</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>पुढे</translation>
    </message>
    <message>
        <source>Go on without a face</source>
        <translation>चेहऱ्याशिवाय पुढे जा</translation>
    </message>
    <message>
        <source>Take picture %1</source>
        <translation>चित्र %1 घ्या</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>सही करत आहे…</translation>
    </message>
    <message>
        <source>Sign and enrol</source>
        <translation>सही करा आणि नोंदवा</translation>
    </message>
    <message>
        <source>Password or PIN</source>
        <translation>पासवर्ड किंवा पिन</translation>
    </message>
    <message>
        <source>Is this the same person?</source>
        <translation>ही तीच व्यक्ती आहे का?</translation>
    </message>
    <message>
        <source>I looked at both: somebody else. The office decides.</source>
        <translation>मी दोघांना पाहिले: हा दुसरा आहे. कार्यालय निर्णय घेईल.</translation>
    </message>
    <message>
        <source>Let the laptop read it</source>
        <translation>लॅपटॉपकडून वाचून घ्या</translation>
    </message>
    <message>
        <source>The new worker</source>
        <translation>नवीन कामगार</translation>
    </message>
    <message>
        <source>Enrolled already: %1</source>
        <translation>आधीच नोंदलेला: %1</translation>
    </message>
    <message>
        <source> · likeness %1</source>
        <translation> · साम्य %1</translation>
    </message>
    <message>
        <source>Comparing faces…</source>
        <translation>चेहरे ताडून पाहत आहे…</translation>
    </message>
</context>
<context>
    <name>haziri::ui::PayModel</name>
    <message>
        <source>%1 a month</source>
        <translation>महिन्याला %1</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <translation>दिवसाला %1</translation>
    </message>
    <message>
        <source>no rate</source>
        <translation>दर नाही</translation>
    </message>
    <message>
        <source>entered</source>
        <translation>भरले</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>सांगितले नाही</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>दर</translation>
    </message>
    <message>
        <source>Taken off</source>
        <translation>वजावट</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>हा महिना</translation>
    </message>
</context>
<context>
    <name>haziri::ui::PayPage</name>
    <message>
        <source>Registers</source>
        <translation>नोंदवह्या</translation>
    </message>
    <message>
        <source>Marks of a day</source>
        <translation>दिवसाच्या हजेऱ्या</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>मजुरी</translation>
    </message>
    <message>
        <source>Registers, the marks of a day, or pay</source>
        <translation>नोंदवह्या, दिवसाच्या हजेऱ्या किंवा मजुरी</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>दिवस</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>महिना</translation>
    </message>
    <message>
        <source>What the rate is of</source>
        <translation>दर कशाचा आहे</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Read a list…</source>
        <translation>यादी वाचा…</translation>
    </message>
    <message>
        <source>A spreadsheet saved as CSV, made by Save the list</source>
        <translation>‘यादी जतन करा’ ने बनलेली, CSV म्हणून जतन केलेली स्प्रेडशीट</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>यादी जतन करा…</translation>
    </message>
    <message>
        <source>Nothing for the others</source>
        <translation>इतरांसाठी काही नाही</translation>
    </message>
    <message>
        <source>Enters that nothing else is taken off from all whose month has not been said</source>
        <translation>ज्यांचा महिना सांगितलेला नाही त्या सर्वांची आणखी वजावट नाही असे भरते</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>भरा</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>दर</translation>
    </message>
    <message>
        <source>Taken off this month</source>
        <translation>या महिन्याची वजावट</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>मूळ वेतन</translation>
    </message>
    <message>
        <source>Dearness allowance</source>
        <translation>महागाई भत्ता</translation>
    </message>
    <message>
        <source>Other allowances</source>
        <translation>इतर भत्ते</translation>
    </message>
    <message>
        <source>Advances</source>
        <translation>उचल</translation>
    </message>
    <message>
        <source>Society</source>
        <translation>सोसायटी</translation>
    </message>
    <message>
        <source>Income tax</source>
        <translation>आयकर</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>विमा</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>दंड</translation>
    </message>
    <message>
        <source>Damage, loss</source>
        <translation>नुकसान, हानी</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>इतर</translation>
    </message>
    <message>
        <source>In the provident fund</source>
        <translation>भविष्य निर्वाह निधीत</translation>
    </message>
    <message>
        <source>In state insurance</source>
        <translation>राज्य विम्यात</translation>
    </message>
    <message>
        <source>UAN</source>
        <translation>यूएएन</translation>
    </message>
    <message>
        <source>Twelve digits, once it is there</source>
        <translation>मिळाल्यावर बारा अंक</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>बँक खाते</translation>
    </message>
    <message>
        <source>Fined for</source>
        <translation>दंडाचे कारण</translation>
    </message>
    <message>
        <source>What, and on which day</source>
        <translation>काय, आणि कोणत्या दिवशी</translation>
    </message>
    <message>
        <source>What was damaged or lost</source>
        <translation>काय खराब झाले किंवा हरवले</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>दिल्याची तारीख</translation>
    </message>
    <message>
        <source>As 2026-12-05</source>
        <translation>अशी: 2026-12-05</translation>
    </message>
    <message>
        <source>Receipt or bank transaction</source>
        <translation>पावती किंवा बँक व्यवहार</translation>
    </message>
    <message>
        <source>Pay of the site&apos;s workers</source>
        <translation>साइटच्या कामगारांची मजुरी</translation>
    </message>
    <message>
        <source>Nobody chosen</source>
        <translation>कोणी निवडलेले नाही</translation>
    </message>
    <message>
        <source>Choose a line. The rate and what the month takes off it are entered here.</source>
        <translation>एक ओळ निवडा. दर आणि महिन्याची वजावट येथे भरली जाते.</translation>
    </message>
    <message>
        <source>Read a list</source>
        <translation>यादी वाचा</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>यादी जतन करा</translation>
    </message>
    <message>
        <source>Entered. The log says who entered it for whom, and not the amounts.</source>
        <translation>भरले. कोणी कोणासाठी भरले ते लॉग सांगतो, रकमा नाही.</translation>
    </message>
    <message>
        <source>An amount in rupees</source>
        <translation>रुपयांत रक्कम</translation>
    </message>
    <message>
        <source>Twelve digits, or empty</source>
        <translation>बारा अंक, किंवा रिकामे</translation>
    </message>
    <message>
        <source>A day, as 2026-12-05</source>
        <translation>दिवस, असा: 2026-12-05</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>जतन झाले: %1</translation>
    </message>
    <message>
        <source>This is no such list: its first line has to name the columns, as in the list that is saved here. Nothing was entered.</source>
        <translation>ही तशी यादी नाही: येथे जतन होणाऱ्या यादीप्रमाणे पहिल्या ओळीत स्तंभांची नावे हवीत. काही भरले नाही.</translation>
    </message>
    <message>
        <source>Nothing was entered: %1 lines do not fit. The first is line %2, column %3: “%4”.</source>
        <translation>काही भरले नाही: %1 ओळी जुळत नाहीत. पहिली ओळ %2, स्तंभ %3: “%4”.</translation>
    </message>
    <message>
        <source>The list says nothing that is not entered already.</source>
        <translation>यादीत आधीच भरलेल्यापेक्षा नवे काही नाही.</translation>
    </message>
    <message>
        <source>%1 workers · %2 without a rate · %3 not said this month</source>
        <translation>%1 कामगार · %2 दर नसलेले · %3 या महिन्याचे सांगितलेले नाही</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>उघडले नाही</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>Nobody here</source>
        <translation>येथे कोणी नाही</translation>
    </message>
    <message>
        <source>No worker of this site fits.</source>
        <translation>या साइटचा कोणताही कामगार जुळत नाही.</translation>
    </message>
    <message>
        <source>rate since %1</source>
        <translation>%1 पासूनचा दर</translation>
    </message>
    <message>
        <source>rate as said at enrolment</source>
        <translation>नोंदणीच्या वेळी सांगितलेला दर</translation>
    </message>
</context>
<context>
    <name>haziri::ui::PlacesPage</name>
    <message>
        <source>Sites</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>People</source>
        <translation>लोक</translation>
    </message>
    <message>
        <source>Enrolment codes</source>
        <translation>नोंदणी कोड</translation>
    </message>
    <message>
        <source>Sites, people or enrolment codes</source>
        <translation>साइट, लोक किंवा नोंदणी कोड</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करा</translation>
    </message>
    <message>
        <source>The enrolment as a QR code</source>
        <translation>नोंदणी QR कोड म्हणून</translation>
    </message>
    <message>
        <source>Copied. Paste it into the laptop&apos;s window.</source>
        <translation>कॉपी झाले. लॅपटॉपच्या खिडकीत चिकटवा.</translation>
    </message>
    <message>
        <source>Added. It is in the log, with your name.</source>
        <translation>जोडले. ते आपल्या नावासह लॉगमध्ये आहे.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>मध्य</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>वर्तुळ</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>घड्याळ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाव</translation>
    </message>
    <message>
        <source>Signs in as</source>
        <translation>साइन-इनचे नाव</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>भूमिका</translation>
    </message>
    <message>
        <source>State</source>
        <translation>स्थिती</translation>
    </message>
    <message>
        <source>For</source>
        <translation>कोणासाठी</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>तयार केले</translation>
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
        <translation>वापरला</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>मुदत संपली</translation>
    </message>
    <message>
        <source>open</source>
        <translation>बाकी</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>No code yet</source>
        <translation>अजून कोड नाही</translation>
    </message>
    <message>
        <source>A code lets one laptop join. Make one at the right.</source>
        <translation>एका कोडने एक लॅपटॉप जोडता येतो. उजवीकडे तयार करा.</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>येथे अजून काही नाही</translation>
    </message>
    <message>
        <source>Add the first one at the right.</source>
        <translation>पहिले उजवीकडे जोडा.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>कोणी नाही</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>कोणासाठी: %1</translation>
    </message>
    <message>
        <source>Role: %1</source>
        <translation>भूमिका: %1</translation>
    </message>
    <message>
        <source>Add a site</source>
        <translation>साइट जोडा</translation>
    </message>
    <message>
        <source>Marks from outside the circle are held for you to look at.</source>
        <translation>वर्तुळाबाहेरील हजेऱ्या आपण पाहण्यासाठी रोखल्या जातात.</translation>
    </message>
    <message>
        <source>Name of the site</source>
        <translation>साइटचे नाव</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>अक्षांश</translation>
    </message>
    <message>
        <source>As a map shows it, for example 28.5355</source>
        <translation>नकाशात दिसतो तसा, उदा. 28.5355</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>रेखांश</translation>
    </message>
    <message>
        <source>For example 77.2910</source>
        <translation>उदा. 77.2910</translation>
    </message>
    <message>
        <source>Radius in metres</source>
        <translation>त्रिज्या (मीटर)</translation>
    </message>
    <message>
        <source>From the centre to the fence</source>
        <translation>मध्यापासून कुंपणापर्यंत</translation>
    </message>
    <message>
        <source>Add the site</source>
        <translation>साइट जोडा</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>व्यक्ती जोडा</translation>
    </message>
    <message>
        <source>Only administrators add people of the office.</source>
        <translation>कार्यालयातील लोकांना केवळ प्रशासक जोडतात.</translation>
    </message>
    <message>
        <source>Name to sign in with</source>
        <translation>साइन-इनसाठी नाव</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>पहिला पासवर्ड</translation>
    </message>
    <message>
        <source>At least 8 characters</source>
        <translation>किमान 8 अक्षरे</translation>
    </message>
    <message>
        <source>Add the person</source>
        <translation>व्यक्ती जोडा</translation>
    </message>
    <message>
        <source>Let a laptop join</source>
        <translation>लॅपटॉप जोडू द्या</translation>
    </message>
    <message>
        <source>The code is shown once. It names who answers for the laptop, and its site.</source>
        <translation>कोड एकदाच दाखवला जातो. लॅपटॉपची जबाबदारी कोणाची आणि त्याची साइट कोणती ते तो सांगतो.</translation>
    </message>
    <message>
        <source>Make another code</source>
        <translation>आणखी एक कोड तयार करा</translation>
    </message>
    <message>
        <source>Make a code</source>
        <translation>कोड तयार करा</translation>
    </message>
    <message>
        <source>Good until %1, for one laptop</source>
        <translation>%1 पर्यंत चालेल, एका लॅपटॉपसाठी</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>कोणासाठी</translation>
    </message>
    <message>
        <source>A number from −90 to 90</source>
        <translation>−90 ते 90 मधील संख्या</translation>
    </message>
    <message>
        <source>A number from −180 to 180</source>
        <translation>−180 ते 180 मधील संख्या</translation>
    </message>
    <message>
        <source>A number from 1 to 100000</source>
        <translation>1 ते 100000 मधील संख्या</translation>
    </message>
    <message>
        <source>Sites and people</source>
        <translation>साइट आणि लोक</translation>
    </message>
    <message>
        <source>Set a new password</source>
        <translation>नवा पासवर्ड द्या</translation>
    </message>
    <message>
        <source>Done. It is in the log, with your name.</source>
        <translation>झाले. ते आपल्या नावासह लॉगमध्ये आहे.</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>रोखलेला</translation>
    </message>
    <message>
        <source>signs in as %1</source>
        <translation>%1 नावाने साइन-इन करतो</translation>
    </message>
    <message>
        <source>trust %1 of 100</source>
        <translation>विश्वास 100 पैकी %1</translation>
    </message>
    <message>
        <source>Blocked: %1</source>
        <translation>रोखले: %1</translation>
    </message>
    <message>
        <source>Reason for unblocking</source>
        <translation>मोकळे करण्याचे कारण</translation>
    </message>
    <message>
        <source>Reason for blocking</source>
        <translation>रोखण्याचे कारण</translation>
    </message>
    <message>
        <source>It is written to the log with your name. Blocking ends all sessions at once.</source>
        <translation>ते आपल्या नावासह लॉगमध्ये लिहिले जाते. रोखल्यावर सर्व सत्रे लगेच संपतात.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>नवा पासवर्ड</translation>
    </message>
    <message>
        <source>At least 8 characters. It ends all sessions at once.</source>
        <translation>किमान 8 अक्षरे. त्याने सर्व सत्रे लगेच संपतात.</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>मोकळा करा</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>रोखा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ProofView</name>
    <message>
        <source>%1 hashes lead from this entry to the signed root.</source>
        <translation>या नोंदीपासून सही केलेल्या मुळापर्यंत %1 हॅश जातात.</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>आणखी %1</translation>
    </message>
    <message>
        <source>given</source>
        <translation>दिलेले</translation>
    </message>
    <message>
        <source>root %1</source>
        <translation>मूळ %1</translation>
    </message>
    <message>
        <source>this entry %1</source>
        <translation>ही नोंद %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::QueueModel</name>
    <message>
        <source>No. %1 in the server&apos;s log</source>
        <translation>सर्व्हरच्या लॉगमध्ये क्र. %1</translation>
    </message>
    <message>
        <source>Safe on this laptop; goes with the next line</source>
        <translation>या लॅपटॉपवर सुरक्षित; पुढच्या संपर्कात जाईल</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>वाट पाहत आहे</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>पाठवले</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>अयशस्वी</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>वाचता येत नाही</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>क्र.</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>घेतली</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>State</source>
        <translation>स्थिती</translation>
    </message>
    <message>
        <source>What that means</source>
        <translation>याचा अर्थ</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>फोटो</translation>
    </message>
</context>
<context>
    <name>haziri::ui::QueuePage</name>
    <message>
        <source>The office went back to a backup at %1 and said so. %2 marks are sent again; both proofs are kept.</source>
        <translation>कार्यालय %1 च्या बॅकअपवर परत गेले आणि तसे सांगितले. %2 हजेऱ्या पुन्हा पाठवल्या जातात; दोन्ही पुरावे ठेवले आहेत.</translation>
    </message>
    <message>
        <source>Which records to show</source>
        <translation>कोणत्या नोंदी दाखवायच्या</translation>
    </message>
    <message>
        <source>Records of this laptop</source>
        <translation>या लॅपटॉपच्या नोंदी</translation>
    </message>
    <message>
        <source>Done: %1 marks and %2 photos sent.</source>
        <translation>झाले: %1 हजेऱ्या आणि %2 फोटो पाठवले.</translation>
    </message>
    <message>
        <source>%1 to check, %2 rejected.</source>
        <translation>%1 तपासायच्या, %2 नाकारल्या.</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>सर्व %1</translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation>थांबलेल्या %1</translation>
    </message>
    <message>
        <source>To check %1</source>
        <translation>तपासायच्या %1</translation>
    </message>
    <message>
        <source>Refused %1</source>
        <translation>नाकारलेल्या %1</translation>
    </message>
    <message>
        <source>oldest from %1, %2 ago</source>
        <translation>सर्वात जुनी %1 ची, %2 आधी</translation>
    </message>
    <message>
        <source>first lane: a few kilobytes, goes first</source>
        <translation>पहिली रांग: काही किलोबाइट, आधी जाते</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>हजेऱ्या</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>वाट पाहत आहे</translation>
    </message>
    <message>
        <source>waiting: all sent</source>
        <translation>थांबलेले: सर्व पाठवले</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>फोटो</translation>
    </message>
    <message>
        <source>%1, after the marks</source>
        <translation>%1, हजेऱ्यांनंतर</translation>
    </message>
    <message>
        <source>second lane: never blocks the marks</source>
        <translation>दुसरी रांग: हजेऱ्यांना कधी अडवत नाही</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>सिंक होत आहे…</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>आता सिंक करा</translation>
    </message>
    <message>
        <source>The line is good</source>
        <translation>संपर्क चांगला आहे</translation>
    </message>
    <message>
        <source>Everything is sent by itself as it comes.</source>
        <translation>सर्व काही येताच आपोआप पाठवले जाते.</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>अजून प्रयत्न केलेला नाही</translation>
    </message>
    <message>
        <source>The server has not been asked since the start.</source>
        <translation>सुरुवातीपासून सर्व्हरला विचारलेले नाही.</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>%1 पासून ऑफलाइन</translation>
    </message>
    <message>
        <source>No sync</source>
        <translation>सिंक नाही</translation>
    </message>
    <message>
        <source>Next try at %1.</source>
        <translation>पुढचा प्रयत्न %1 ला.</translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>अजून काही नोंदलेले नाही</translation>
    </message>
    <message>
        <source>Marks that you take at the gate appear here and go to the server by themselves.</source>
        <translation>गेटवर लावलेल्या हजेऱ्या येथे दिसतात आणि आपोआप सर्व्हरकडे जातात.</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>येथे काही नाही</translation>
    </message>
    <message>
        <source>No record of this kind.</source>
        <translation>या प्रकारची नोंद नाही.</translation>
    </message>
    <message>
        <source>Export to USB stick…</source>
        <translation>USB स्टिकवर निर्यात…</translation>
    </message>
    <message>
        <source>Import answers…</source>
        <translation>उत्तरे आणा…</translation>
    </message>
    <message>
        <source>On the stick: %1 marks and %2 photos, sealed for the server. They stay here until its answers come back.</source>
        <translation>स्टिकवर: %1 हजेऱ्या आणि %2 फोटो, सर्व्हरसाठी मोहोरबंद. उत्तरे परत येईपर्यंत त्या येथेच राहतात.</translation>
    </message>
    <message>
        <source>The server took %1 marks and %2 photos.</source>
        <translation>सर्व्हरने %1 हजेऱ्या आणि %2 फोटो घेतले.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रद्द करा</translation>
    </message>
    <message>
        <source>The stick: %1 of %2. Keep it in until this is done.</source>
        <translation>स्टिक: %2 पैकी %1. हे पूर्ण होईपर्यंत ती लावून ठेवा.</translation>
    </message>
    <message>
        <source>Reading the stick…</source>
        <translation>स्टिक वाचत आहे…</translation>
    </message>
    <message>
        <source>%1: today&apos;s %2 is used up</source>
        <translation>%1: आजचे %2 संपले</translation>
    </message>
    <message>
        <source>%1, %2 of it today</source>
        <translation>%1, त्यातील %2 आज</translation>
    </message>
    <message>
        <source>%1, in about %2</source>
        <translation>%1, सुमारे %2 मध्ये</translation>
    </message>
</context>
<context>
    <name>haziri::ui::ReasonWords</name>
    <message>
        <source>The packet was not signed by this device</source>
        <translation>नोंदीवर या लॅपटॉपची सही नाही</translation>
    </message>
    <message>
        <source>Another device signed this packet</source>
        <translation>नोंदीवर दुसऱ्या लॅपटॉपची सही आहे</translation>
    </message>
    <message>
        <source>The packet names another device or epoch than its key</source>
        <translation>नोंदीत तिच्या किल्लीपेक्षा वेगळा लॅपटॉप किंवा टप्पा लिहिला आहे</translation>
    </message>
    <message>
        <source>The chain head was not signed by this device</source>
        <translation>साखळीच्या टोकावर या लॅपटॉपची सही नाही</translation>
    </message>
    <message>
        <source>The offline token is unknown or not this device&apos;s</source>
        <translation>संपर्काविना चालणारे टोकन अनोळखी आहे किंवा या लॅपटॉपचे नाही</translation>
    </message>
    <message>
        <source>The offline token is for another site</source>
        <translation>संपर्काविना चालणारे टोकन दुसऱ्या साइटचे आहे</translation>
    </message>
    <message>
        <source>The site is not known here</source>
        <translation>ही साइट येथे माहीत नाही</translation>
    </message>
    <message>
        <source>The time lies in the future</source>
        <translation>वेळ पुढची आहे, अजून आलेली नाही</translation>
    </message>
    <message>
        <source>The time lies outside the token&apos;s window</source>
        <translation>वेळ टोकनच्या मुदतीबाहेर आहे</translation>
    </message>
    <message>
        <source>The packetId was used before for another packet</source>
        <translation>हा ओळख-क्रमांक आधी दुसऱ्या नोंदीसाठी वापरला आहे</translation>
    </message>
    <message>
        <source>The packetId was used before for a packet that was rejected</source>
        <translation>हा ओळख-क्रमांक आधी नाकारलेल्या नोंदीसाठी वापरला आहे</translation>
    </message>
    <message>
        <source>The packetId stands twice in this batch, for different packets</source>
        <translation>एकाच खेपेत हा ओळख-क्रमांक दोन वेगळ्या नोंदींवर आहे</translation>
    </message>
    <message>
        <source>Two different packets with seq {seq}: a second copy of this device</source>
        <translation>क्रम {seq} वर दोन वेगळ्या नोंदी: या लॅपटॉपची दुसरी प्रत चालू आहे</translation>
    </message>
    <message>
        <source>It names another packet before it than the one that is here</source>
        <translation>यात आपल्या आधीची जी नोंद लिहिली आहे, ती येथील नोंदीपेक्षा वेगळी आहे</translation>
    </message>
    <message>
        <source>The packet after it, which came earlier, names another before it</source>
        <translation>यानंतरची नोंद आधी आली होती, आणि तिच्यात याआधी दुसरीच नोंद लिहिली आहे</translation>
    </message>
    <message>
        <source>The packet with seq {seq} is missing</source>
        <translation>क्रम {seq} ची नोंद नाही</translation>
    </message>
    <message>
        <source>The packet with seq {seq} is missing. The log was set back (entry {index}), and a laptop cannot send again what it emptied when a person was erased: see whether somebody was</source>
        <translation>क्रम {seq} ची नोंद नाही. लॉग मागे नेला होता (नोंद {index}), आणि एखाद्या व्यक्तीला पुसताना लॅपटॉपने जे रिकामे केले ते तो पुन्हा पाठवू शकत नाही: कोणाला पुसले होते का ते पाहा</translation>
    </message>
    <message>
        <source>The device signed seq {seq} as its newest, and now only {now}</source>
        <translation>लॅपटॉपने आधी क्रम {seq} सर्वात नवा म्हणून सही केली, आणि आता फक्त {now}</translation>
    </message>
    <message>
        <source>The device signed another packet as seq {seq}</source>
        <translation>लॅपटॉपने क्रम {seq} म्हणून दुसऱ्या नोंदीवर सही केली होती</translation>
    </message>
    <message>
        <source>The laptop brought {used} refused packets today: no more of them are taken until tomorrow (UTC)</source>
        <translation>या लॅपटॉपवरून आज {used} नाकारलेल्या नोंदी आल्या: उद्यापर्यंत (UTC) अशा आणखी घेतल्या जाणार नाहीत</translation>
    </message>
    <message>
        <source>The laptop brought {used} heads today: no more of them are taken until tomorrow (UTC)</source>
        <translation>या लॅपटॉपवरून आज {used} सह्या आल्या: उद्यापर्यंत (UTC) अशा आणखी घेतल्या जाणार नाहीत</translation>
    </message>
    <message>
        <source>The mark that is taken back is not here yet</source>
        <translation>मागे घेतलेली हजेरी अजून येथे आलेली नाही</translation>
    </message>
    <message>
        <source>The mark was taken back more than a minute after it</source>
        <translation>हजेरी एका मिनिटाहून जास्त उशिरा मागे घेतली</translation>
    </message>
    <message>
        <source>It takes back what is no earlier mark of this worker and laptop</source>
        <translation>मागे घेतले ती या कामगाराची व लॅपटॉपची आधीची हजेरी नाही</translation>
    </message>
    <message>
        <source>more workers in one day than a thekedar may bring</source>
        <translation>ठेकेदार एका दिवसात आणू शकतो त्याहून जास्त कामगार</translation>
    </message>
    <message>
        <source>this worker was erased</source>
        <translation>हा कामगार पुसला गेला आहे</translation>
    </message>
    <message>
        <source>this worker is enrolled already</source>
        <translation>हा कामगार आधीच नोंदलेला आहे</translation>
    </message>
    <message>
        <source>the worker belongs to another site than this device</source>
        <translation>कामगार या लॅपटॉपच्या साइटचा नाही, दुसऱ्या साइटचा आहे</translation>
    </message>
    <message>
        <source>The clock was {minutes} minutes off, half a day: morning and afternoon look confused.</source>
        <translation>घड्याळ {minutes} मिनिटे, म्हणजे अर्धा दिवस, चुकले होते: सकाळ आणि दुपार यांची गल्लत दिसते.</translation>
    </message>
    <message>
        <source>More than {marks} marks within {seconds} seconds on one laptop.</source>
        <translation>एका लॅपटॉपवर {seconds} सेकंदांत {marks} पेक्षा जास्त हजेऱ्या.</translation>
    </message>
    <message>
        <source>The picture did not come from a camera that this site accepts ({kind}).</source>
        <translation>चित्र या साइटला मान्य असलेल्या कॅमेऱ्यातून आले नाही ({kind}).</translation>
    </message>
    <message>
        <source>The laptop&apos;s running time went back by {seconds} s: it was put back to an earlier state.</source>
        <translation>लॅपटॉपचा चालू वेळ {seconds} से. मागे गेला: तो जुन्या स्थितीत परत नेला गेला.</translation>
    </message>
    <message>
        <source>The clock was set back by {seconds} s since the mark before.</source>
        <translation>आधीच्या हजेरीनंतर घड्याळ {seconds} से. मागे केले गेले.</translation>
    </message>
    <message>
        <source>The clock was set forward by {seconds} s since the mark before.</source>
        <translation>आधीच्या हजेरीनंतर घड्याळ {seconds} से. पुढे केले गेले.</translation>
    </message>
    <message>
        <source>The clock was {seconds} s behind what is possible.</source>
        <translation>घड्याळ शक्य असण्यापेक्षा {seconds} से. मागे होते.</translation>
    </message>
    <message>
        <source>The clock was {seconds} s ahead of what is possible.</source>
        <translation>घड्याळ शक्य असण्यापेक्षा {seconds} से. पुढे होते.</translation>
    </message>
    <message>
        <source>The worker&apos;s mark {minutes} minutes before was taken on another laptop.</source>
        <translation>कामगाराची {minutes} मिनिटांपूर्वीची हजेरी दुसऱ्या लॅपटॉपवर लागली होती.</translation>
    </message>
    <message>
        <source>Likeness {score} of 1000; the site asks for {least}.</source>
        <translation>साम्य 1000 पैकी {score}; साइटला {least} हवे.</translation>
    </message>
    <message>
        <source>Another worker is as alike: {runnerUp} of 1000.</source>
        <translation>दुसरा एक कामगार तितकाच सारखा आहे: 1000 पैकी {runnerUp}.</translation>
    </message>
    <message>
        <source>The photo does not show this worker: likeness {score} of 1000, at least {least} is due.</source>
        <translation>फोटो या कामगाराचा नाही: साम्य 1000 पैकी {score}, किमान {least} हवे.</translation>
    </message>
    <message>
        <source>The photo shows {otherWorkerId} better: {otherScore} of 1000, and {score} for the one named.</source>
        <translation>फोटो {otherWorkerId} शी अधिक जुळतो: 1000 पैकी {otherScore}; सांगितलेल्याशी {score}.</translation>
    </message>
    <message>
        <source>The photo shows no face.</source>
        <translation>फोटोत चेहरा नाही.</translation>
    </message>
    <message>
        <source>The photo shows {faces} people.</source>
        <translation>फोटोत {faces} लोक आहेत.</translation>
    </message>
    <message>
        <source>The mark carries no place.</source>
        <translation>हजेरीत स्थान नाही.</translation>
    </message>
    <message>
        <source>{metres} m from the centre of the site, whose circle reaches {radiusM} m.</source>
        <translation>साइटच्या मध्यापासून {metres} मी; तिचे वर्तुळ {radiusM} मी पर्यंत आहे.</translation>
    </message>
    <message>
        <source>The place was {minutes} minutes old.</source>
        <translation>स्थान {minutes} मिनिटे जुने होते.</translation>
    </message>
    <message>
        <source>Always marked within {seconds} seconds of {companionId}: {marks} times.</source>
        <translation>नेहमी {companionId} च्या {seconds} सेकंदांच्या आत हजेरी: {marks} वेळा.</translation>
    </message>
    <message>
        <source>Marked on {days} days after enrolment, and not for {awayDays} days since.</source>
        <translation>नोंदणीनंतर {days} दिवस हजेरी, आणि मग {awayDays} दिवस नाही.</translation>
    </message>
    <message>
        <source>All {marks} marks were taken on one laptop; others at the site are met on {devices}.</source>
        <translation>सर्व {marks} हजेऱ्या एकाच लॅपटॉपवर लागल्या; साइटवरील इतरांच्या {devices} वर लागतात.</translation>
    </message>
    <message>
        <source>The same way was marked {minutes} minutes before already.</source>
        <translation>हीच दिशा {minutes} मिनिटांपूर्वी नोंदली होती.</translation>
    </message>
    <message>
        <source>Marked out without a mark in within the day before.</source>
        <translation>आधीच्या दिवसात आत येण्याशिवाय बाहेर जाण्याची हजेरी.</translation>
    </message>
    <message>
        <source>It may be a picture of a face: liveness {liveness} of 1000, the site asks for {least}.</source>
        <translation>हे चेहऱ्याचे चित्र असू शकते: जिवंतपणा 1000 पैकी {liveness}, साइटला {least} हवे.</translation>
    </message>
    <message>
        <source>Marked without the face. The reason given: {text}</source>
        <translation>चेहऱ्याशिवाय हजेरी. दिलेले कारण: {text}</translation>
    </message>
    <message>
        <source>Marked by face, but no comparison of faces stands behind it.</source>
        <translation>चेहऱ्याने हजेरी, पण मागे चेहऱ्यांची तुलना नाही.</translation>
    </message>
    <message>
        <source>{manual} of {marks} marks on one laptop that day were made by hand.</source>
        <translation>त्या दिवशी एका लॅपटॉपवर {marks} पैकी {manual} हजेऱ्या हाताने लावल्या.</translation>
    </message>
    <message>
        <source>The photo is a copy of another record&apos;s, likeness {likeness} of 1000.</source>
        <translation>फोटो दुसऱ्या नोंदीच्या फोटोची प्रत आहे, साम्य 1000 पैकी {likeness}.</translation>
    </message>
    <message>
        <source>The evidence is no picture that can be read.</source>
        <translation>पुरावा म्हणून दिलेले चित्र वाचता येत नाही.</translation>
    </message>
    <message>
        <source>Marked {km} km away, {minutes} minutes apart.</source>
        <translation>{km} किमी दूर, {minutes} मिनिटांच्या अंतराने हजेरी.</translation>
    </message>
    <message>
        <source>The worker&apos;s enrolment has not arrived.</source>
        <translation>कामगाराची नोंदणी अजून आलेली नाही.</translation>
    </message>
    <message>
        <source>The worker&apos;s enrolment is not in force ({status}).</source>
        <translation>कामगाराची नोंदणी लागू नाही ({status}).</translation>
    </message>
    <message>
        <source>The laptop is trusted {score} of 100; below {least} its marks wait for a person.</source>
        <translation>लॅपटॉपवर विश्वास 100 पैकी {score}; {least} खाली त्याच्या हजेऱ्या व्यक्तीची वाट पाहतात.</translation>
    </message>
    <message>
        <source>The worker is trusted {score} of 100; below {least} his marks wait for a person.</source>
        <translation>कामगारावर विश्वास 100 पैकी {score}; {least} खाली त्याच्या हजेऱ्या व्यक्तीची वाट पाहतात.</translation>
    </message>
    <message>
        <source>Marked this way once more without the other way between; the laptop said so at once.</source>
        <translation>मध्ये उलट दिशेची हजेरी नसता हीच दिशा पुन्हा; लॅपटॉपने तसे लगेच सांगितले.</translation>
    </message>
    <message>
        <source>The laptop saw the same picture before, behind another record.</source>
        <translation>लॅपटॉपने हेच चित्र आधी दुसऱ्या नोंदीमागे पाहिले होते.</translation>
    </message>
    <message>
        <source>This face is enrolled as %1 already.</source>
        <translation>हा चेहरा आधीच %1 या नावाने नोंदलेला आहे.</translation>
    </message>
    <message>
        <source>Other records with the very same picture: {uses}.</source>
        <translation>हाच फोटो असलेल्या इतर नोंदी: {uses}.</translation>
    </message>
    <message>
        <source>In the server&apos;s own words: %1</source>
        <translation>सर्व्हरच्या स्वतःच्या शब्दांत: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RefusedRecord</name>
    <message>
        <source>What the refused record says</source>
        <translation>नाकारलेली नोंद काय म्हणते</translation>
    </message>
    <message>
        <source>Its bytes…</source>
        <translation>त्याचे बाइट…</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>वेळ</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>जागा</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>हजेरी</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>कोणी नोंदवली</translation>
    </message>
    <message>
        <source>Nobody has proved any of this. Ask at the site before you let it count.</source>
        <translation>यातले काहीही सिद्ध झालेले नाही. ती मोजण्याआधी साइटवर विचारा.</translation>
    </message>
    <message>
        <source>It cannot be read as a record, so it cannot be let count.</source>
        <translation>ही नोंद म्हणून वाचता येत नाही, म्हणून मोजता येत नाही.</translation>
    </message>
    <message>
        <source>it counts</source>
        <translation>मोजली जाते</translation>
    </message>
    <message>
        <source>The record as it came</source>
        <translation>नोंद जशी आली</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करा</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RegistersPage</name>
    <message>
        <source>Registers</source>
        <translation>नोंदवह्या</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>जतन झाले: %1</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>थांबवले. फाइल लिहिलेली नाही.</translation>
    </message>
    <message>
        <source>Stopped. Not every page was printed.</source>
        <translation>थांबवले. सगळी पाने छापली नाहीत.</translation>
    </message>
    <message>
        <source>Marks of a day</source>
        <translation>दिवसाच्या हजेऱ्या</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>पुन्हा उघडा</translation>
    </message>
    <message>
        <source>Establishment…</source>
        <translation>आस्थापना…</translation>
    </message>
    <message>
        <source>Names that stand above every register</source>
        <translation>प्रत्येक नोंदवहीवर असणारी नावे</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>पीडीएफ</translation>
    </message>
    <message>
        <source>Save the pages as they are shown</source>
        <translation>पाने दिसतात तशी जतन करा</translation>
    </message>
    <message>
        <source>Spreadsheet</source>
        <translation>स्प्रेडशीट</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>सीएसव्ही</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>थांबवा</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>निर्यातीची प्रगती</translation>
    </message>
    <message>
        <source>Pages of the register</source>
        <translation>नोंदवहीची पाने</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>मागचे पान</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>पुढचे पान</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>लहान</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>मोठे</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>नमुना</translation>
    </message>
    <message>
        <source>All gangs</source>
        <translation>सर्व टोळ्या</translation>
    </message>
    <message>
        <source>Gang</source>
        <translation>टोळी</translation>
    </message>
    <message>
        <source>Establishment</source>
        <translation>आस्थापना</translation>
    </message>
    <message>
        <source>Name of the establishment</source>
        <translation>आस्थापनेचे नाव</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>नियोक्ता</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>मालक</translation>
    </message>
    <message>
        <source>Registration number or LIN</source>
        <translation>नोंदणी क्रमांक किंवा LIN</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>ठेवा</translation>
    </message>
    <message>
        <source>No form</source>
        <translation>नमुना नाही</translation>
    </message>
    <message>
        <source>Form: %1</source>
        <translation>नमुना: %1</translation>
    </message>
    <message>
        <source>No site</source>
        <translation>साइट नाही</translation>
    </message>
    <message>
        <source>Gang: %1</source>
        <translation>टोळी: %1</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>%2 पैकी पान %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>The server adds up the month.</source>
        <translation>सर्व्हर महिन्याची बेरीज करत आहे.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>पुन्हा प्रयत्न करा</translation>
    </message>
    <message>
        <source>No form is known for that month.</source>
        <translation>त्या महिन्यासाठी नमुना माहीत नाही.</translation>
    </message>
    <message>
        <source>Choose a site. Sites are added under Sites.</source>
        <translation>साइट निवडा. साइट ‘साइट’ मध्ये जोडल्या जातात.</translation>
    </message>
    <message>
        <source>Nobody worked</source>
        <translation>कोणी काम केले नाही</translation>
    </message>
    <message>
        <source>There are no marks of that site in that month.</source>
        <translation>त्या महिन्यात त्या साइटच्या हजेऱ्या नाहीत.</translation>
    </message>
    <message>
        <source>Save the register</source>
        <translation>नोंदवही जतन करा</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>मजुरी</translation>
    </message>
    <message>
        <source>Registers, the marks of a day, or pay</source>
        <translation>नोंदवह्या, दिवसाच्या हजेऱ्या किंवा मजुरी</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>छापा…</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RollModel</name>
    <message>
        <source>%1 left</source>
        <translation>%1 गेले</translation>
    </message>
    <message>
        <source>%1 check</source>
        <translation>%1 तपासा</translation>
    </message>
    <message>
        <source>%1 rejected</source>
        <translation>%1 नाकारले</translation>
    </message>
    <message>
        <source>unmarked</source>
        <translation>हजेरी नाही</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Gang</source>
        <translation>टोळी</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>हजेरी</translation>
    </message>
</context>
<context>
    <name>haziri::ui::RollPanel</name>
    <message>
        <source>present</source>
        <translation>हजर</translation>
    </message>
    <message>
        <source>unmarked</source>
        <translation>हजेरी नाही</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>तपासायची</translation>
    </message>
    <message>
        <source>Search name or card</source>
        <translation>नाव किंवा कार्ड शोधा</translation>
    </message>
    <message>
        <source>Today&apos;s roll</source>
        <translation>आजची यादी</translation>
    </message>
    <message>
        <source>Share of people present</source>
        <translation>हजर लोकांचे प्रमाण</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>अजून कोणाची नोंदणी नाही</translation>
    </message>
    <message>
        <source>Sync once to fetch this site&apos;s workers, or enrol them under Workers.</source>
        <translation>या साइटचे कामगार आणण्यासाठी एकदा सिंक करा, किंवा ‘कामगार’ मध्ये नोंदवा.</translation>
    </message>
    <message>
        <source>No such name</source>
        <translation>असे नाव नाही</translation>
    </message>
    <message>
        <source>Try fewer letters, or a part of the card number.</source>
        <translation>कमी अक्षरे किंवा कार्ड क्रमांकाचा भाग वापरून पाहा.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>सेटिंग्ज</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>रूप</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>उजळ</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>गडद</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>अधिक ठळक</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कॅमेरा</translation>
    </message>
    <message>
        <source>A sound with every mark</source>
        <translation>प्रत्येक हजेरीला आवाज</translation>
    </message>
    <message>
        <source>Where this laptop is</source>
        <translation>हा लॅपटॉप कुठे आहे</translation>
    </message>
    <message>
        <source>Save diagnostics…</source>
        <translation>तपासणी फाइल जतन करा…</translation>
    </message>
    <message>
        <source>Lock by itself</source>
        <translation>आपोआप कुलूप</translation>
    </message>
    <message>
        <source>After %1 min</source>
        <translation>%1 मिनिटांनी</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>कधीच नाही</translation>
    </message>
    <message>
        <source>Say the name with every mark</source>
        <translation>प्रत्येक हजेरीला नाव बोला</translation>
    </message>
    <message>
        <source>Photos, on a line that costs</source>
        <translation>पैसे लागणाऱ्या संपर्कावर फोटो</translation>
    </message>
    <message>
        <source>As many as there are</source>
        <translation>असतील तेवढे</translation>
    </message>
    <message>
        <source>%1 MB a day</source>
        <translation>दिवसाला %1 एमबी</translation>
    </message>
    <message>
        <source>Every line costs here</source>
        <translation>येथे प्रत्येक संपर्काला पैसे लागतात</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SignInCard</name>
    <message>
        <source>Sign in at the server</source>
        <translation>सर्व्हरवर साइन-इन</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>साइन-इन</translation>
    </message>
    <message>
        <source>The log and the photos are on the server. Every look at a photo is written down with your name.</source>
        <translation>लॉग आणि फोटो सर्व्हरवर आहेत. फोटो पाहिल्याची प्रत्येक वेळ आपल्या नावासह लिहिली जाते.</translation>
    </message>
    <message>
        <source>Every mark carries the name of who took it.</source>
        <translation>प्रत्येक हजेरीत ती कोणी लावली त्याचे नाव असते.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाव</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>पासवर्ड</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>साइन-इन होत आहे…</translation>
    </message>
    <message>
        <source>Password or PIN</source>
        <translation>पासवर्ड किंवा पिन</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SiteChoice</name>
    <message>
        <source>No site</source>
        <translation>साइट नाही</translation>
    </message>
    <message>
        <source>Site: %1</source>
        <translation>साइट: %1</translation>
    </message>
    <message>
        <source>Month: %1</source>
        <translation>महिना: %1</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>साइट</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>महिना</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SlipDesk</name>
    <message>
        <source>Asking the server for the proof…</source>
        <translation>सर्व्हरकडे पुरावा मागत आहे…</translation>
    </message>
    <message>
        <source>Entry %1 of the log</source>
        <translation>लॉगमधील नोंद %1</translation>
    </message>
    <message>
        <source>Proved. It can be checked without the server.</source>
        <translation>सिद्ध. सर्व्हरशिवायही तपासता येते.</translation>
    </message>
    <message>
        <source>The slip is ready</source>
        <translation>पावती तयार आहे</translation>
    </message>
    <message>
        <source>The proof of this mark as a QR code</source>
        <translation>या हजेरीचा पुरावा, QR कोडमध्ये</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>छापा…</translation>
    </message>
    <message>
        <source>Save PDF…</source>
        <translation>PDF जतन करा…</translation>
    </message>
    <message>
        <source>Save the slip</source>
        <translation>पावती जतन करा</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>जतन केले: %1</translation>
    </message>
</context>
<context>
    <name>haziri::ui::SlipPainter</name>
    <message>
        <source>Hajri slip</source>
        <translation>हजेरी पावती</translation>
    </message>
    <message>
        <source>Number %1</source>
        <translation>क्रमांक %1</translation>
    </message>
    <message>
        <source>This code proves number, place and time of the mark without any server: haziri-verify --slip checks it with the log&apos;s key. The name was printed by %1; the proof is of the number.</source>
        <translation>हा कोड हजेरीचा क्रमांक, स्थान आणि वेळ सर्व्हरशिवाय सिद्ध करतो: haziri-verify --slip तो लॉगच्या किल्लीने तपासते. नाव %1 यांनी छापले; पुरावा क्रमांकाचा आहे.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::Table</name>
    <message>
        <source>Sort by</source>
        <translation>क्रम लावा</translation>
    </message>
    <message>
        <source>The list&apos;s own order</source>
        <translation>यादीचा स्वतःचा क्रम</translation>
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
        <translation>हजेरी, 30 दिवस</translation>
    </message>
    <message>
        <source>Highest first</source>
        <translation>सर्वात मोठे आधी</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>निर्यात</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>आलेख निर्यात करा</translation>
    </message>
    <message>
        <source>People present on each of the last 30 days, by site</source>
        <translation>मागील 30 दिवसांत रोज हजर लोक, साइटनुसार</translation>
    </message>
    <message>
        <source>Alerts, the heaviest first</source>
        <translation>इशारे, सर्वात गंभीर आधी</translation>
    </message>
    <message>
        <source>No open alerts</source>
        <translation>एकही इशारा बाकी नाही</translation>
    </message>
    <message>
        <source>The server found nothing suspicious that waits for you.</source>
        <translation>आपली वाट पाहणारे संशयास्पद असे काही सर्व्हरला आढळले नाही.</translation>
    </message>
    <message>
        <source>%1 more than last %2</source>
        <translation>मागील %2 पेक्षा %1 जास्त</translation>
    </message>
    <message>
        <source>%1 fewer than last %2</source>
        <translation>मागील %2 पेक्षा %1 कमी</translation>
    </message>
    <message>
        <source>Present of expected</source>
        <translation>अपेक्षितांपैकी हजर</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>काही बाकी नाही</translation>
    </message>
    <message>
        <source>oldest since %1</source>
        <translation>सर्वात जुने %1 पासून</translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation>आपली वाट पाहत आहे</translation>
    </message>
    <message>
        <source>nothing suspicious</source>
        <translation>संशयास्पद काही नाही</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>इशारे</translation>
    </message>
    <message>
        <source>every laptop was heard from within a day</source>
        <translation>प्रत्येक लॅपटॉपकडून एका दिवसात ऐकू आले</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>%1 पासून</translation>
    </message>
    <message>
        <source>Laptops not heard from</source>
        <translation>ज्यांच्याकडून ऐकू आले नाही असे लॅपटॉप</translation>
    </message>
    <message>
        <source>Hide this site&apos;s line</source>
        <translation>या साइटची रेषा लपवा</translation>
    </message>
    <message>
        <source>Show this site&apos;s line</source>
        <translation>या साइटची रेषा दाखवा</translation>
    </message>
    <message>
        <source>No marks in the last 30 days. As soon as a laptop sends some, they are drawn here.</source>
        <translation>मागील 30 दिवसांत हजेरी नाही. एखादा लॅपटॉप पाठवताच येथे आलेख दिसेल.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>उघडत आहे…</translation>
    </message>
    <message>
        <source>%1: no marks since %2</source>
        <translation>%1: %2 पासून हजेरी नाही</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>चित्र (PNG)…</translation>
    </message>
    <message>
        <source>Document (PDF)…</source>
        <translation>दस्तऐवज (PDF)…</translation>
    </message>
    <message>
        <source>%1 other sites</source>
        <translation>इतर %1 साइट</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>जतन झाले: %1</translation>
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
        <translation>%1 पासून ऑफलाइन</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>ऑफलाइन</translation>
    </message>
    <message>
        <source>Do not trust the server</source>
        <translation>सर्व्हरवर विश्वास ठेवू नका</translation>
    </message>
    <message>
        <source>Laptop blocked</source>
        <translation>लॅपटॉप रोखला</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>अजून प्रयत्न केलेला नाही</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 थांबलेल्या</translation>
    </message>
    <message>
        <source>%1 waiting · oldest %2</source>
        <translation>%1 थांबलेल्या · सर्वात जुनी %2</translation>
    </message>
    <message>
        <source>%1 photos waiting</source>
        <translation>%1 फोटो थांबलेले</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>सर्व पाठवले</translation>
    </message>
    <message>
        <source>Time sure ± %1 s</source>
        <translation>वेळ खात्रीची ± %1 से.</translation>
    </message>
    <message>
        <source>Time bounded</source>
        <translation>वेळ मर्यादेत</translation>
    </message>
    <message>
        <source>Time unsure</source>
        <translation>वेळेची खात्री नाही</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>कोणी साइन-इन नाही</translation>
    </message>
    <message>
        <source>How the line to the server stands</source>
        <translation>सर्व्हरशी संपर्क कसा आहे</translation>
    </message>
    <message>
        <source>What waits to be sent</source>
        <translation>काय पाठवायचे बाकी आहे</translation>
    </message>
    <message>
        <source>How sure the time of a mark is</source>
        <translation>हजेरीची वेळ किती खात्रीची आहे</translation>
    </message>
    <message>
        <source>Who is signed in</source>
        <translation>कोण साइन-इन आहे</translation>
    </message>
    <message>
        <source>The server answers, and every answer carries its signature.</source>
        <translation>सर्व्हर उत्तर देतो, आणि प्रत्येक उत्तरावर त्याची सही असते.</translation>
    </message>
    <message>
        <source>The server has not been asked since the start. Marks are kept safely on this laptop.</source>
        <translation>सुरुवातीपासून सर्व्हरला विचारलेले नाही. हजेऱ्या या लॅपटॉपवर सुरक्षित आहेत.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>आता प्रयत्न करा</translation>
    </message>
    <message>
        <source>Every mark is safe on this laptop from the moment it says Recorded. Here is what the server does not have yet.</source>
        <translation>‘नोंदले’ म्हटल्या क्षणापासून प्रत्येक हजेरी या लॅपटॉपवर सुरक्षित असते. सर्व्हरकडे अजून नसलेले येथे आहे.</translation>
    </message>
    <message>
        <source>Marks waiting</source>
        <translation>थांबलेल्या हजेऱ्या</translation>
    </message>
    <message>
        <source>Photos waiting</source>
        <translation>थांबलेले फोटो</translation>
    </message>
    <message>
        <source>To check at the office</source>
        <translation>कार्यालयात तपासायच्या</translation>
    </message>
    <message>
        <source>Rejected or set aside</source>
        <translation>नाकारलेल्या किंवा बाजूला ठेवलेल्या</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>आता सिंक करा</translation>
    </message>
    <message>
        <source>Open the queue</source>
        <translation>रांग उघडा</translation>
    </message>
    <message>
        <source>The time was compared with the server&apos;s since this laptop was switched on. Changing the clock changes nothing.</source>
        <translation>लॅपटॉप सुरू झाल्यापासून वेळ सर्व्हरशी ताडून पाहिली आहे. घड्याळ बदलल्याने काही बदलत नाही.</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>ताडून पाहिले</translation>
    </message>
    <message>
        <source>This laptop was restarted since the last comparison. The time of a mark is known to lie between its neighbours.</source>
        <translation>शेवटच्या तुलनेनंतर हा लॅपटॉप पुन्हा सुरू झाला. हजेरीची वेळ तिच्या शेजाऱ्यांच्या दरम्यान आहे एवढे माहीत आहे.</translation>
    </message>
    <message>
        <source>The time was never compared with the server&apos;s. Connect once and it becomes sure.</source>
        <translation>वेळ सर्व्हरशी कधीच ताडलेली नाही. एकदा जोडा म्हणजे ती खात्रीची होईल.</translation>
    </message>
    <message>
        <source>The laptop&apos;s clock is wrong by %1. Set it right.</source>
        <translation>लॅपटॉपचे घड्याळ %1 चुकले आहे. ते बरोबर करा.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>भूमिका</translation>
    </message>
    <message>
        <source>Every mark carries the name of who took it.</source>
        <translation>प्रत्येक हजेरीत ती कोणी लावली त्याचे नाव असते.</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>दुसऱ्या नावाने साइन-इन करा</translation>
    </message>
    <message>
        <source>Choose a PIN…</source>
        <translation>पिन निवडा…</translation>
    </message>
</context>
<context>
    <name>haziri::ui::TrustChart</name>
    <message>
        <source>Trust over time</source>
        <translation>काळानुसार विश्वास</translation>
    </message>
</context>
<context>
    <name>haziri::ui::Words</name>
    <message>
        <source>Starting the camera…</source>
        <translation>कॅमेरा सुरू होत आहे…</translation>
    </message>
    <message>
        <source>outside the site</source>
        <translation>साइटच्या बाहेर</translation>
    </message>
    <message>
        <source>The mark was taken outside the site&apos;s boundary.</source>
        <translation>हजेरी साइटच्या हद्दीबाहेर लावली.</translation>
    </message>
    <message>
        <source>The office will look at it. Nothing is lost.</source>
        <translation>कार्यालय पाहील. काही हरवलेले नाही.</translation>
    </message>
    <message>
        <source>too fast from place to place</source>
        <translation>एका जागेहून दुसरीकडे फार लवकर</translation>
    </message>
    <message>
        <source>Two marks lie further apart than anybody can travel in that time.</source>
        <translation>दोन हजेऱ्यांमधील अंतर तेवढ्या वेळात कोणी पार करू शकत नाही.</translation>
    </message>
    <message>
        <source>clock was changed</source>
        <translation>घड्याळ बदलले</translation>
    </message>
    <message>
        <source>This laptop&apos;s clock was changed before the mark.</source>
        <translation>हजेरीआधी या लॅपटॉपचे घड्याळ बदलले गेले.</translation>
    </message>
    <message>
        <source>Set the clock right and connect once.</source>
        <translation>घड्याळ बरोबर करा आणि एकदा जोडा.</translation>
    </message>
    <message>
        <source>earlier marks missing</source>
        <translation>आधीच्या हजेऱ्या नाहीत</translation>
    </message>
    <message>
        <source>Marks from before this one have not arrived yet.</source>
        <translation>हिच्या आधीच्या हजेऱ्या अजून आलेल्या नाहीत.</translation>
    </message>
    <message>
        <source>Sync again; the missing marks will follow.</source>
        <translation>पुन्हा सिंक करा; राहिलेल्या हजेऱ्या येतील.</translation>
    </message>
    <message>
        <source>too much in one day</source>
        <translation>एका दिवसात फार जास्त</translation>
    </message>
    <message>
        <source>One laptop brought more refused packets or signatures in a day than are kept.</source>
        <translation>एका लॅपटॉपवरून एका दिवसात जेवढ्या नाकारलेल्या नोंदी किंवा सह्या ठेवल्या जातात, त्यापेक्षा जास्त आल्या.</translation>
    </message>
    <message>
        <source>See what is wrong with the laptop, or block it.</source>
        <translation>लॅपटॉपमध्ये काय बिघडले ते पाहा, किंवा तो थांबवा.</translation>
    </message>
    <message>
        <source>same photo again</source>
        <translation>तोच फोटो पुन्हा</translation>
    </message>
    <message>
        <source>The same photo was used before.</source>
        <translation>तोच फोटो आधी वापरला होता.</translation>
    </message>
    <message>
        <source>face does not fit</source>
        <translation>चेहरा जुळत नाही</translation>
    </message>
    <message>
        <source>The face does not fit the name well enough.</source>
        <translation>चेहरा नावाशी पुरेसा जुळत नाही.</translation>
    </message>
    <message>
        <source>may be a picture</source>
        <translation>चित्र असू शकते</translation>
    </message>
    <message>
        <source>The camera could not tell whether a real person stood there.</source>
        <translation>तेथे खरी व्यक्ती उभी होती का ते कॅमेऱ्याला सांगता आले नाही.</translation>
    </message>
    <message>
        <source>Ask the person to come close and look at the camera.</source>
        <translation>व्यक्तीला जवळ येऊन कॅमेऱ्याकडे पाहण्यास सांगा.</translation>
    </message>
    <message>
        <source>marked by hand</source>
        <translation>हाताने हजेरी लावली</translation>
    </message>
    <message>
        <source>The mark was made by hand, without a face.</source>
        <translation>हजेरी चेहऱ्याशिवाय हाताने लावली.</translation>
    </message>
    <message>
        <source>too many at once</source>
        <translation>एकाच वेळी फार जास्त</translation>
    </message>
    <message>
        <source>More marks came in a short time than people can pass a gate.</source>
        <translation>गेटमधून जाऊ शकतील त्यापेक्षा जास्त हजेऱ्या थोड्या वेळात आल्या.</translation>
    </message>
    <message>
        <source>other camera</source>
        <translation>दुसरा कॅमेरा</translation>
    </message>
    <message>
        <source>The picture did not come from a camera this site accepts.</source>
        <translation>चित्र या साइटला मान्य असलेल्या कॅमेऱ्यातून आले नाही.</translation>
    </message>
    <message>
        <source>Use the laptop&apos;s own camera.</source>
        <translation>लॅपटॉपचा स्वतःचा कॅमेरा वापरा.</translation>
    </message>
    <message>
        <source>not enrolled yet</source>
        <translation>अजून नोंदणी नाही</translation>
    </message>
    <message>
        <source>The server does not know this worker yet.</source>
        <translation>सर्व्हर या कामगाराला अजून ओळखत नाही.</translation>
    </message>
    <message>
        <source>It settles by itself when the enrolment arrives.</source>
        <translation>नोंदणी येताच हे आपोआप ठीक होईल.</translation>
    </message>
    <message>
        <source>too little trust</source>
        <translation>विश्वास फार कमी</translation>
    </message>
    <message>
        <source>The office trusts this laptop or this worker too little at the moment.</source>
        <translation>सध्या कार्यालयाचा या लॅपटॉपवर किंवा कामगारावर विश्वास फार कमी आहे.</translation>
    </message>
    <message>
        <source>face known by another name</source>
        <translation>चेहरा दुसऱ्या नावाने माहीत</translation>
    </message>
    <message>
        <source>This face is already enrolled under another name.</source>
        <translation>हा चेहरा आधीच दुसऱ्या नावाने नोंदलेला आहे.</translation>
    </message>
    <message>
        <source>Look at both people side by side before you go on.</source>
        <translation>पुढे जाण्याआधी दोघांना शेजारी पाहा.</translation>
    </message>
    <message>
        <source>whole Aadhaar number</source>
        <translation>पूर्ण आधार क्रमांक</translation>
    </message>
    <message>
        <source>A whole Aadhaar number stands in the details.</source>
        <translation>तपशिलात पूर्ण आधार क्रमांक लिहिला आहे.</translation>
    </message>
    <message>
        <source>Only its last four digits may be kept: take the others out.</source>
        <translation>फक्त शेवटचे चार अंक ठेवता येतात: बाकीचे काढून टाका.</translation>
    </message>
    <message>
        <source>too many enrolments today</source>
        <translation>आज फार जास्त नोंदण्या</translation>
    </message>
    <message>
        <source>The thekedar has enrolled more people today than agreed.</source>
        <translation>ठेकेदाराने आज ठरल्यापेक्षा जास्त लोकांची नोंदणी केली आहे.</translation>
    </message>
    <message>
        <source>signature is wrong</source>
        <translation>सही चुकीची</translation>
    </message>
    <message>
        <source>The signature does not fit the mark. It may have been altered.</source>
        <translation>सही हजेरीशी जुळत नाही. ती बदलली गेली असावी.</translation>
    </message>
    <message>
        <source>Tell the office and take the mark again.</source>
        <translation>कार्यालयाला सांगा आणि हजेरी पुन्हा लावा.</translation>
    </message>
    <message>
        <source>outside allowed hours</source>
        <translation>ठरलेल्या वेळेबाहेर</translation>
    </message>
    <message>
        <source>The mark&apos;s time lies outside the hours this laptop may record.</source>
        <translation>हजेरीची वेळ या लॅपटॉपच्या ठरलेल्या तासांबाहेर आहे.</translation>
    </message>
    <message>
        <source>Check the laptop&apos;s clock, then sync.</source>
        <translation>लॅपटॉपचे घड्याळ तपासा, मग सिंक करा.</translation>
    </message>
    <message>
        <source>copy of another mark</source>
        <translation>दुसऱ्या हजेरीची प्रत</translation>
    </message>
    <message>
        <source>Another mark with the same number was sent before.</source>
        <translation>याच क्रमांकाची दुसरी हजेरी आधी पाठवली गेली.</translation>
    </message>
    <message>
        <source>Tell the office.</source>
        <translation>कार्यालयाला सांगा.</translation>
    </message>
    <message>
        <source>permission not valid</source>
        <translation>परवानगी वैध नाही</translation>
    </message>
    <message>
        <source>The permission under which the mark was taken is not valid.</source>
        <translation>ज्या परवानगीने हजेरी लावली ती वैध नाही.</translation>
    </message>
    <message>
        <source>Sync once to get a new permission.</source>
        <translation>नवीन परवानगीसाठी एकदा सिंक करा.</translation>
    </message>
    <message>
        <source>other site</source>
        <translation>दुसरी साइट</translation>
    </message>
    <message>
        <source>The mark names another site than this laptop&apos;s.</source>
        <translation>हजेरीत या लॅपटॉपपेक्षा वेगळी साइट आहे.</translation>
    </message>
    <message>
        <source>two histories</source>
        <translation>दोन इतिहास</translation>
    </message>
    <message>
        <source>This laptop&apos;s records exist in two versions, as after an old backup.</source>
        <translation>या लॅपटॉपच्या नोंदी दोन रूपांत आहेत, जसे जुन्या बॅकअपनंतर होते.</translation>
    </message>
    <message>
        <source>Ask the office for a new enrolment code.</source>
        <translation>कार्यालयाकडे नवीन नोंदणी कोड मागा.</translation>
    </message>
    <message>
        <source>thekedar&apos;s signature is wrong</source>
        <translation>ठेकेदाराची सही चुकीची</translation>
    </message>
    <message>
        <source>The thekedar&apos;s signature on this enrolment is not valid.</source>
        <translation>या नोंदणीवरील ठेकेदाराची सही वैध नाही.</translation>
    </message>
    <message>
        <source>Enrol the worker again.</source>
        <translation>कामगाराची नोंदणी पुन्हा करा.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>वाचता येत नाही</translation>
    </message>
    <message>
        <source>The server could not read this record.</source>
        <translation>सर्व्हरला ही नोंद वाचता आली नाही.</translation>
    </message>
    <message>
        <source>damaged on this laptop</source>
        <translation>या लॅपटॉपवर खराब</translation>
    </message>
    <message>
        <source>This record was damaged on this laptop&apos;s disk. It was set aside.</source>
        <translation>ही नोंद या लॅपटॉपच्या डिस्कवर खराब झाली. ती बाजूला ठेवली.</translation>
    </message>
    <message>
        <source>Tell the office; the others go on.</source>
        <translation>कार्यालयाला सांगा; इतर पुढे जातात.</translation>
    </message>
    <message>
        <source>no line</source>
        <translation>संपर्क नाही</translation>
    </message>
    <message>
        <source>The server cannot be reached. Marks are kept safely on this laptop.</source>
        <translation>सर्व्हरशी संपर्क होत नाही. हजेऱ्या या लॅपटॉपवर सुरक्षित आहेत.</translation>
    </message>
    <message>
        <source>Go on marking. They are sent when the line is back.</source>
        <translation>हजेरी लावत राहा. संपर्क आला की त्या पाठवल्या जातील.</translation>
    </message>
    <message>
        <source>line too slow</source>
        <translation>संपर्क फार मंद</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>सर्व्हरने वेळेत उत्तर दिले नाही.</translation>
    </message>
    <message>
        <source>Go on marking. It is tried again by itself.</source>
        <translation>हजेरी लावत राहा. पुन्हा आपोआप प्रयत्न होईल.</translation>
    </message>
    <message>
        <source>wrong server</source>
        <translation>चुकीचा सर्व्हर</translation>
    </message>
    <message>
        <source>Somebody else answers in the server&apos;s place. Nothing was sent.</source>
        <translation>सर्व्हरच्या जागी दुसरे कोणी उत्तर देत आहे. काहीही पाठवले नाही.</translation>
    </message>
    <message>
        <source>Use another network, or tell the office.</source>
        <translation>दुसरे नेटवर्क वापरा, किंवा कार्यालयाला सांगा.</translation>
    </message>
    <message>
        <source>answer not signed</source>
        <translation>उत्तरावर सही नाही</translation>
    </message>
    <message>
        <source>The answer was not signed by the server, so it was not believed.</source>
        <translation>उत्तरावर सर्व्हरची सही नव्हती, म्हणून त्यावर विश्वास ठेवला नाही.</translation>
    </message>
    <message>
        <source>Often a login page of a hotel or public network. Use another network.</source>
        <translation>बहुधा हॉटेल किंवा सार्वजनिक नेटवर्कचे लॉगिन पान. दुसरे नेटवर्क वापरा.</translation>
    </message>
    <message>
        <source>line broke off</source>
        <translation>संपर्क तुटला</translation>
    </message>
    <message>
        <source>The line broke off in the middle. Nothing was lost.</source>
        <translation>संपर्क मध्येच तुटला. काही हरवलेले नाही.</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>पुन्हा आपोआप प्रयत्न होईल.</translation>
    </message>
    <message>
        <source>answer too large</source>
        <translation>उत्तर फार मोठे</translation>
    </message>
    <message>
        <source>The server&apos;s answer was too large and was not read.</source>
        <translation>सर्व्हरचे उत्तर फार मोठे होते, म्हणून वाचले नाही.</translation>
    </message>
    <message>
        <source>sent elsewhere</source>
        <translation>दुसरीकडे पाठवले</translation>
    </message>
    <message>
        <source>The network tried to send this laptop to another address.</source>
        <translation>नेटवर्कने या लॅपटॉपला दुसऱ्या पत्त्यावर पाठवण्याचा प्रयत्न केला.</translation>
    </message>
    <message>
        <source>Use another network.</source>
        <translation>दुसरे नेटवर्क वापरा.</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>थांबवले</translation>
    </message>
    <message>
        <source>It was stopped before the end.</source>
        <translation>शेवटच्या आधीच थांबवले.</translation>
    </message>
    <message>
        <source>server changed its past</source>
        <translation>सर्व्हरने आपला भूतकाळ बदलला</translation>
    </message>
    <message>
        <source>The server&apos;s log contradicts what this laptop saw before. The proof is kept.</source>
        <translation>सर्व्हरचा लॉग या लॅपटॉपने आधी पाहिलेल्याच्या विरुद्ध आहे. पुरावा ठेवला आहे.</translation>
    </message>
    <message>
        <source>Sync has stopped for good. Tell the office at once.</source>
        <translation>सिंक कायमचे थांबले आहे. लगेच कार्यालयाला सांगा.</translation>
    </message>
    <message>
        <source>laptop blocked</source>
        <translation>लॅपटॉप रोखला</translation>
    </message>
    <message>
        <source>The office has blocked this laptop.</source>
        <translation>कार्यालयाने हा लॅपटॉप रोखला आहे.</translation>
    </message>
    <message>
        <source>Marks stay on this laptop. Call the office.</source>
        <translation>हजेऱ्या या लॅपटॉपवर राहतात. कार्यालयाला फोन करा.</translation>
    </message>
    <message>
        <source>server busy</source>
        <translation>सर्व्हर व्यस्त</translation>
    </message>
    <message>
        <source>The server cannot store anything right now. Nothing was lost.</source>
        <translation>सर्व्हर सध्या काही साठवू शकत नाही. काही हरवलेले नाही.</translation>
    </message>
    <message>
        <source>cannot be stored</source>
        <translation>साठवता येत नाही</translation>
    </message>
    <message>
        <source>The record could not be written to the disk.</source>
        <translation>नोंद डिस्कवर लिहिता आली नाही.</translation>
    </message>
    <message>
        <source>Free some disk space, then try again.</source>
        <translation>डिस्कवर जागा करा, मग पुन्हा प्रयत्न करा.</translation>
    </message>
    <message>
        <source>not enrolled</source>
        <translation>नोंदणी नाही</translation>
    </message>
    <message>
        <source>This laptop is not enrolled at a server yet.</source>
        <translation>हा लॅपटॉप अजून कोणत्याही सर्व्हरवर नोंदलेला नाही.</translation>
    </message>
    <message>
        <source>Paste the enrolment address that the office gave you.</source>
        <translation>कार्यालयाने दिलेला नोंदणी पत्ता चिकटवा.</translation>
    </message>
    <message>
        <source>not an enrolment address</source>
        <translation>हा नोंदणी पत्ता नाही</translation>
    </message>
    <message>
        <source>This is not an enrolment address. It begins with haziri:// and holds a code.</source>
        <translation>हा नोंदणी पत्ता नाही. तो haziri:// ने सुरू होतो आणि त्यात कोड असतो.</translation>
    </message>
    <message>
        <source>Copy the whole line that the office sent.</source>
        <translation>कार्यालयाने पाठवलेली पूर्ण ओळ कॉपी करा.</translation>
    </message>
    <message>
        <source>code already used</source>
        <translation>कोड आधीच वापरला</translation>
    </message>
    <message>
        <source>This code was already used by another laptop.</source>
        <translation>हा कोड दुसऱ्या लॅपटॉपने आधीच वापरला आहे.</translation>
    </message>
    <message>
        <source>code too old</source>
        <translation>कोड फार जुना</translation>
    </message>
    <message>
        <source>This code has run out; it lives for ten minutes.</source>
        <translation>या कोडची मुदत संपली; तो दहा मिनिटे टिकतो.</translation>
    </message>
    <message>
        <source>code not known</source>
        <translation>कोड माहीत नाही</translation>
    </message>
    <message>
        <source>The server does not know this code.</source>
        <translation>सर्व्हर हा कोड ओळखत नाही.</translation>
    </message>
    <message>
        <source>name or password wrong</source>
        <translation>नाव किंवा पासवर्ड चुकीचा</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>नाव किंवा पासवर्ड चुकीचा आहे.</translation>
    </message>
    <message>
        <source>Try again, slowly.</source>
        <translation>सावकाश पुन्हा प्रयत्न करा.</translation>
    </message>
    <message>
        <source>line needed once</source>
        <translation>एकदा संपर्क हवा</translation>
    </message>
    <message>
        <source>The first sign-in on a laptop needs a line to the server.</source>
        <translation>लॅपटॉपवर पहिल्या साइन-इनसाठी सर्व्हरशी संपर्क लागतो.</translation>
    </message>
    <message>
        <source>Connect to the internet once. Later it works without.</source>
        <translation>एकदा इंटरनेटला जोडा. नंतर त्याशिवाय चालते.</translation>
    </message>
    <message>
        <source>too many tries</source>
        <translation>फार जास्त प्रयत्न</translation>
    </message>
    <message>
        <source>Too many wrong tries.</source>
        <translation>चुकीचे प्रयत्न फार जास्त झाले.</translation>
    </message>
    <message>
        <source>Wait a few minutes, then try again.</source>
        <translation>काही मिनिटे थांबा, मग पुन्हा प्रयत्न करा.</translation>
    </message>
    <message>
        <source>already open</source>
        <translation>आधीच उघडे आहे</translation>
    </message>
    <message>
        <source>Haziri is already open on this laptop.</source>
        <translation>हाजिरी या लॅपटॉपवर आधीच उघडे आहे.</translation>
    </message>
    <message>
        <source>Use the window that is open.</source>
        <translation>उघडी असलेली खिडकी वापरा.</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>किल्लीसंच नाही</translation>
    </message>
    <message>
        <source>The system&apos;s keychain, where this laptop&apos;s keys rest, is not running.</source>
        <translation>सिस्टमचा किल्लीसंच, जिथे या लॅपटॉपच्या किल्ल्या असतात, चालू नाही.</translation>
    </message>
    <message>
        <source>Start the keychain service and open Haziri again.</source>
        <translation>किल्लीसंच सेवा सुरू करा आणि हाजिरी पुन्हा उघडा.</translation>
    </message>
    <message>
        <source>keychain locked</source>
        <translation>किल्लीसंच कुलूपबंद</translation>
    </message>
    <message>
        <source>The system&apos;s keychain is locked.</source>
        <translation>सिस्टमचा किल्लीसंच कुलूपबंद आहे.</translation>
    </message>
    <message>
        <source>Unlock it and open Haziri again.</source>
        <translation>तो उघडा आणि हाजिरी पुन्हा उघडा.</translation>
    </message>
    <message>
        <source>keychain refused</source>
        <translation>किल्लीसंचाने नकार दिला</translation>
    </message>
    <message>
        <source>The system&apos;s keychain refused to give the keys.</source>
        <translation>सिस्टमच्या किल्लीसंचाने किल्ल्या देण्यास नकार दिला.</translation>
    </message>
    <message>
        <source>Allow Haziri in the keychain and open it again.</source>
        <translation>किल्लीसंचात हाजिरीला परवानगी द्या आणि पुन्हा उघडा.</translation>
    </message>
    <message>
        <source>wrong passphrase</source>
        <translation>परवलीचे वाक्य चुकीचे</translation>
    </message>
    <message>
        <source>The passphrase of the key file is wrong.</source>
        <translation>किल्ली फाइलचे परवलीचे वाक्य चुकीचे आहे.</translation>
    </message>
    <message>
        <source>Correct the passphrase file and open Haziri again.</source>
        <translation>परवलीच्या वाक्याची फाइल दुरुस्त करा आणि हाजिरी पुन्हा उघडा.</translation>
    </message>
    <message>
        <source>no passphrase</source>
        <translation>परवलीचे वाक्य नाही</translation>
    </message>
    <message>
        <source>The passphrase of the key file is missing.</source>
        <translation>किल्ली फाइलचे परवलीचे वाक्य मिळत नाही.</translation>
    </message>
    <message>
        <source>key missing</source>
        <translation>किल्ली नाही</translation>
    </message>
    <message>
        <source>A key of this laptop is missing from its key store.</source>
        <translation>या लॅपटॉपची एक किल्ली त्याच्या किल्लीसंचात नाही.</translation>
    </message>
    <message>
        <source>store damaged</source>
        <translation>साठा खराब</translation>
    </message>
    <message>
        <source>The store of marks on this laptop is damaged. Nothing was changed.</source>
        <translation>या लॅपटॉपवरील हजेऱ्यांचा साठा खराब आहे. काही बदललेले नाही.</translation>
    </message>
    <message>
        <source>Do not delete anything. Call the office.</source>
        <translation>काहीही पुसू नका. कार्यालयाला फोन करा.</translation>
    </message>
    <message>
        <source>disk problem</source>
        <translation>डिस्कची अडचण</translation>
    </message>
    <message>
        <source>The disk could not be read or written.</source>
        <translation>डिस्क वाचता किंवा लिहिता आली नाही.</translation>
    </message>
    <message>
        <source>enrol this laptop again</source>
        <translation>हा लॅपटॉप पुन्हा नोंदवा</translation>
    </message>
    <message>
        <source>This laptop has to be enrolled again before it may record.</source>
        <translation>नोंदी करण्याआधी हा लॅपटॉप पुन्हा नोंदवावा लागेल.</translation>
    </message>
    <message>
        <source>not recognised</source>
        <translation>ओळखले नाही</translation>
    </message>
    <message>
        <source>This face is not enrolled at this site.</source>
        <translation>हा चेहरा या साइटवर नोंदलेला नाही.</translation>
    </message>
    <message>
        <source>Add the name in the tray, or enrol the worker.</source>
        <translation>बाजूच्या यादीत नाव द्या, किंवा कामगाराची नोंदणी करा.</translation>
    </message>
    <message>
        <source>not sure who</source>
        <translation>कोण ते नक्की नाही</translation>
    </message>
    <message>
        <source>Two enrolled people look alike to the camera.</source>
        <translation>कॅमेऱ्याला दोन नोंदलेले लोक सारखे दिसतात.</translation>
    </message>
    <message>
        <source>Choose the right name in the tray.</source>
        <translation>बाजूच्या यादीत योग्य नाव निवडा.</translation>
    </message>
    <message>
        <source>no face</source>
        <translation>चेहरा नाही</translation>
    </message>
    <message>
        <source>No face is to be seen in the picture.</source>
        <translation>चित्रात चेहरा दिसत नाही.</translation>
    </message>
    <message>
        <source>Take the picture again, from nearer.</source>
        <translation>जवळून पुन्हा चित्र घ्या.</translation>
    </message>
    <message>
        <source>several people</source>
        <translation>अनेक लोक</translation>
    </message>
    <message>
        <source>More than one person stands before the camera.</source>
        <translation>कॅमेऱ्यासमोर एकापेक्षा जास्त लोक आहेत.</translation>
    </message>
    <message>
        <source>One at a time, please.</source>
        <translation>कृपया एका वेळी एक.</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>फार अंधार</translation>
    </message>
    <message>
        <source>The face is too dark to compare.</source>
        <translation>तुलनेसाठी चेहऱ्यावर फार अंधार आहे.</translation>
    </message>
    <message>
        <source>Turn towards the light.</source>
        <translation>प्रकाशाकडे वळा.</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>फार उजेड</translation>
    </message>
    <message>
        <source>The face is too bright to compare.</source>
        <translation>तुलनेसाठी चेहऱ्यावर फार उजेड आहे.</translation>
    </message>
    <message>
        <source>Step into the shade.</source>
        <translation>सावलीत या.</translation>
    </message>
    <message>
        <source>too far away</source>
        <translation>फार दूर</translation>
    </message>
    <message>
        <source>The face is too far away to compare.</source>
        <translation>तुलनेसाठी चेहरा फार दूर आहे.</translation>
    </message>
    <message>
        <source>Come closer.</source>
        <translation>जवळ या.</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>अस्पष्ट</translation>
    </message>
    <message>
        <source>The picture is blurred.</source>
        <translation>चित्र अस्पष्ट आहे.</translation>
    </message>
    <message>
        <source>Hold still for a moment.</source>
        <translation>क्षणभर स्थिर राहा.</translation>
    </message>
    <message>
        <source>looked away</source>
        <translation>दुसरीकडे पाहिले</translation>
    </message>
    <message>
        <source>The face is turned away.</source>
        <translation>चेहरा दुसरीकडे वळलेला आहे.</translation>
    </message>
    <message>
        <source>Look straight at the camera.</source>
        <translation>सरळ कॅमेऱ्याकडे पाहा.</translation>
    </message>
    <message>
        <source>picture not good enough</source>
        <translation>चित्र पुरेसे चांगले नाही</translation>
    </message>
    <message>
        <source>The picture is not good enough to recognise the person by.</source>
        <translation>व्यक्ती ओळखण्यासाठी चित्र पुरेसे चांगले नाही.</translation>
    </message>
    <message>
        <source>Take it again, near and in good light.</source>
        <translation>जवळून, चांगल्या प्रकाशात पुन्हा घ्या.</translation>
    </message>
    <message>
        <source>no camera</source>
        <translation>कॅमेरा नाही</translation>
    </message>
    <message>
        <source>No camera is connected.</source>
        <translation>कॅमेरा जोडलेला नाही.</translation>
    </message>
    <message>
        <source>Plug one in, or mark by hand with F9.</source>
        <translation>कॅमेरा जोडा, किंवा F9 ने हाताने हजेरी लावा.</translation>
    </message>
    <message>
        <source>camera in use</source>
        <translation>कॅमेरा वापरात</translation>
    </message>
    <message>
        <source>Another program is using the camera.</source>
        <translation>दुसरा प्रोग्राम कॅमेरा वापरत आहे.</translation>
    </message>
    <message>
        <source>Close it and try again, or mark by hand with F9.</source>
        <translation>तो बंद करून पुन्हा प्रयत्न करा, किंवा F9 ने हाताने हजेरी लावा.</translation>
    </message>
    <message>
        <source>camera unplugged</source>
        <translation>कॅमेरा निघाला</translation>
    </message>
    <message>
        <source>The camera was unplugged.</source>
        <translation>कॅमेऱ्याची जोडणी निघाली.</translation>
    </message>
    <message>
        <source>Plug it in again, or mark by hand with F9.</source>
        <translation>पुन्हा जोडा, किंवा F9 ने हाताने हजेरी लावा.</translation>
    </message>
    <message>
        <source>camera not allowed</source>
        <translation>कॅमेऱ्याला परवानगी नाही</translation>
    </message>
    <message>
        <source>The system does not let Haziri use the camera.</source>
        <translation>सिस्टम हाजिरीला कॅमेरा वापरू देत नाही.</translation>
    </message>
    <message>
        <source>Allow it in the system&apos;s settings, or mark by hand with F9.</source>
        <translation>सिस्टम सेटिंग्जमध्ये परवानगी द्या, किंवा F9 ने हाताने हजेरी लावा.</translation>
    </message>
    <message>
        <source>file missing</source>
        <translation>फाइल नाही</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>फाइल तेथे नाही.</translation>
    </message>
    <message>
        <source>Choose another camera or file.</source>
        <translation>दुसरा कॅमेरा किंवा फाइल निवडा.</translation>
    </message>
    <message>
        <source>file cannot be read</source>
        <translation>फाइल वाचता येत नाही</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>फाइल वाचता येत नाही.</translation>
    </message>
    <message>
        <source>face models missing</source>
        <translation>चेहरा-मॉडेल नाहीत</translation>
    </message>
    <message>
        <source>The files that recognise faces are not installed.</source>
        <translation>चेहरे ओळखणाऱ्या फाइल बसवलेल्या नाहीत.</translation>
    </message>
    <message>
        <source>Run the installer again. Until then mark by hand with F9.</source>
        <translation>इन्स्टॉलर पुन्हा चालवा. तोपर्यंत F9 ने हाताने हजेरी लावा.</translation>
    </message>
    <message>
        <source>face models damaged</source>
        <translation>चेहरा-मॉडेल खराब</translation>
    </message>
    <message>
        <source>The files that recognise faces were changed or damaged.</source>
        <translation>चेहरे ओळखणाऱ्या फाइल बदलल्या किंवा खराब झाल्या.</translation>
    </message>
    <message>
        <source>recognition stopped</source>
        <translation>ओळख थांबली</translation>
    </message>
    <message>
        <source>Face recognition stopped working.</source>
        <translation>चेहरा ओळखणे बंद पडले.</translation>
    </message>
    <message>
        <source>Open Haziri again, or mark by hand with F9.</source>
        <translation>हाजिरी पुन्हा उघडा, किंवा F9 ने हाताने हजेरी लावा.</translation>
    </message>
    <message>
        <source>picture cannot be read</source>
        <translation>चित्र वाचता येत नाही</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>चित्र वाचता येत नाही.</translation>
    </message>
    <message>
        <source>Take it again.</source>
        <translation>पुन्हा घ्या.</translation>
    </message>
    <message>
        <source>purpose needed</source>
        <translation>कारण हवे</translation>
    </message>
    <message>
        <source>A photo is opened only for a stated purpose of at least 8 letters.</source>
        <translation>फोटो किमान 8 अक्षरांचे कारण दिल्यावरच उघडतो.</translation>
    </message>
    <message>
        <source>Write why you need to see it.</source>
        <translation>आपल्याला तो का पाहायचा आहे ते लिहा.</translation>
    </message>
    <message>
        <source>photo damaged</source>
        <translation>फोटो खराब</translation>
    </message>
    <message>
        <source>The stored photo was damaged or exchanged. It is not shown.</source>
        <translation>साठवलेला फोटो खराब झाला किंवा बदलला गेला. तो दाखवला जात नाही.</translation>
    </message>
    <message>
        <source>The damage is in the log. Tell the administrator.</source>
        <translation>नुकसान लॉगमध्ये आहे. प्रशासकाला सांगा.</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>परवानगी नाही</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>आपल्या भूमिकेला याची परवानगी नाही.</translation>
    </message>
    <message>
        <source>Sign in as somebody of the HR office.</source>
        <translation>HR कार्यालयातील व्यक्ती म्हणून साइन-इन करा.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>सापडले नाही</translation>
    </message>
    <message>
        <source>The server does not have this.</source>
        <translation>सर्व्हरकडे हे नाही.</translation>
    </message>
    <message>
        <source>The photo may not have arrived yet.</source>
        <translation>फोटो अजून आला नसेल.</translation>
    </message>
    <message>
        <source>too many photos opened</source>
        <translation>फार जास्त फोटो उघडले</translation>
    </message>
    <message>
        <source>Too many photos were opened in a short time.</source>
        <translation>थोड्या वेळात फार जास्त फोटो उघडले गेले.</translation>
    </message>
    <message>
        <source>checkpoint not valid</source>
        <translation>चेकपॉइंट वैध नाही</translation>
    </message>
    <message>
        <source>The log&apos;s checkpoint is not signed by the log&apos;s key.</source>
        <translation>लॉगच्या चेकपॉइंटवर लॉगच्या किल्लीची सही नाही.</translation>
    </message>
    <message>
        <source>Do not trust this server. Tell the administrator.</source>
        <translation>या सर्व्हरवर विश्वास ठेवू नका. प्रशासकाला सांगा.</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>साइन-आउट झाले</translation>
    </message>
    <message>
        <source>You were signed out because nothing happened for a while.</source>
        <translation>काही वेळ काहीही न झाल्याने आपले साइन-आउट झाले.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>पुन्हा साइन-इन करा.</translation>
    </message>
    <message>
        <source>name missing</source>
        <translation>नाव नाही</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>नाव दिलेले नाही.</translation>
    </message>
    <message>
        <source>Write the worker&apos;s name.</source>
        <translation>कामगाराचे नाव लिहा.</translation>
    </message>
    <message>
        <source>consent missing</source>
        <translation>संमती नाही</translation>
    </message>
    <message>
        <source>The worker has not been asked for consent.</source>
        <translation>कामगाराला संमती विचारलेली नाही.</translation>
    </message>
    <message>
        <source>Read the notice aloud and ask.</source>
        <translation>सूचना मोठ्याने वाचा आणि विचारा.</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>चित्र नाही</translation>
    </message>
    <message>
        <source>There is no picture of the face yet.</source>
        <translation>अजून चेहऱ्याचे चित्र नाही.</translation>
    </message>
    <message>
        <source>Take the three pictures.</source>
        <translation>तीन चित्रे घ्या.</translation>
    </message>
    <message>
        <source>not the same person</source>
        <translation>तीच व्यक्ती नाही</translation>
    </message>
    <message>
        <source>The pictures do not show the same person.</source>
        <translation>चित्रांत एकच व्यक्ती नाही.</translation>
    </message>
    <message>
        <source>Take all three pictures again.</source>
        <translation>तिन्ही चित्रे पुन्हा घ्या.</translation>
    </message>
    <message>
        <source>not a thekedar</source>
        <translation>ठेकेदार नाही</translation>
    </message>
    <message>
        <source>Only a thekedar can bring a worker in.</source>
        <translation>कामगाराला केवळ ठेकेदार आणू शकतो.</translation>
    </message>
    <message>
        <source>Ask the thekedar to sign with his name and password.</source>
        <translation>ठेकेदाराला त्याच्या नावाने आणि पासवर्डने सही करण्यास सांगा.</translation>
    </message>
    <message>
        <source>More than one person is in the picture.</source>
        <translation>चित्रात एकापेक्षा जास्त लोक आहेत.</translation>
    </message>
    <message>
        <source>thekedar must sign in</source>
        <translation>ठेकेदाराने साइन-इन करावे</translation>
    </message>
    <message>
        <source>The thekedar has not signed in on this laptop before.</source>
        <translation>ठेकेदाराने या लॅपटॉपवर आधी साइन-इन केलेले नाही.</translation>
    </message>
    <message>
        <source>Sign in once with a line to the server.</source>
        <translation>सर्व्हरशी संपर्क असताना एकदा साइन-इन करा.</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>पासवर्ड चुकीचा</translation>
    </message>
    <message>
        <source>The password is wrong.</source>
        <translation>पासवर्ड चुकीचा आहे.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>काहीतरी अनपेक्षित झाले.</translation>
    </message>
    <message>
        <source>to check</source>
        <translation>तपासायची</translation>
    </message>
    <message>
        <source>The picture is black. Is the camera covered?</source>
        <translation>चित्र काळे आहे. कॅमेरा झाकलेला आहे का?</translation>
    </message>
    <message>
        <source>Come closer</source>
        <translation>जवळ या</translation>
    </message>
    <message>
        <source>More light, please</source>
        <translation>कृपया अधिक प्रकाश</translation>
    </message>
    <message>
        <source>Step into the shade</source>
        <translation>सावलीत या</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>स्थिर राहा</translation>
    </message>
    <message>
        <source>Look here</source>
        <translation>इकडे पाहा</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>एका वेळी एक</translation>
    </message>
    <message>
        <source>Turn your head to the left</source>
        <translation>डोके डावीकडे वळवा</translation>
    </message>
    <message>
        <source>Turn your head to the right</source>
        <translation>डोके उजवीकडे वळवा</translation>
    </message>
    <message>
        <source>IN</source>
        <translation>आत</translation>
    </message>
    <message>
        <source>OUT</source>
        <translation>बाहेर</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>पर्यवेक्षक</translation>
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
        <translation>हजेरी</translation>
    </message>
    <message>
        <source>fraud attempt</source>
        <translation>फसवणुकीचा प्रयत्न</translation>
    </message>
    <message>
        <source>worker enrolled</source>
        <translation>कामगार नोंदवला</translation>
    </message>
    <message>
        <source>worker added</source>
        <translation>कामगार जोडला</translation>
    </message>
    <message>
        <source>worker changed</source>
        <translation>कामगार बदलला</translation>
    </message>
    <message>
        <source>consent</source>
        <translation>संमती</translation>
    </message>
    <message>
        <source>worker erased</source>
        <translation>कामगार पुसला</translation>
    </message>
    <message>
        <source>laptop enrolled</source>
        <translation>लॅपटॉप नोंदवला</translation>
    </message>
    <message>
        <source>laptop unblocked</source>
        <translation>लॅपटॉप मोकळा केला</translation>
    </message>
    <message>
        <source>personal key</source>
        <translation>वैयक्तिक किल्ली</translation>
    </message>
    <message>
        <source>user added</source>
        <translation>वापरकर्ता जोडला</translation>
    </message>
    <message>
        <source>site added</source>
        <translation>साइट जोडली</translation>
    </message>
    <message>
        <source>photo opened</source>
        <translation>फोटो उघडला</translation>
    </message>
    <message>
        <source>decision on a mark</source>
        <translation>हजेरीवर निर्णय</translation>
    </message>
    <message>
        <source>decision on an alert</source>
        <translation>इशाऱ्यावर निर्णय</translation>
    </message>
    <message>
        <source>backup restored</source>
        <translation>बॅकअप परत आणला</translation>
    </message>
    <message>
        <source>keys changed</source>
        <translation>किल्ल्या बदलल्या</translation>
    </message>
    <message>
        <source>log begun</source>
        <translation>लॉग सुरू झाला</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>वाट पाहत आहे</translation>
    </message>
    <message>
        <source>synced</source>
        <translation>सिंक झाले</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>नाकारले</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>बाजूला ठेवले</translation>
    </message>
    <message>
        <source>en_IN</source>
        <extracomment>The language and country whose dates and numbers are used: hi_IN, en_IN</extracomment>
        <translation>mr_IN</translation>
    </message>
    <message>
        <source>under 1 min</source>
        <translation>1 मिनिटापेक्षा कमी</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 मिनिटे</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 तास</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 दिवस</translation>
    </message>
    <message>
        <source>not in this server yet</source>
        <translation>या सर्व्हरमध्ये अजून नाही</translation>
    </message>
    <message>
        <source>The server cannot do this yet. Nothing was changed.</source>
        <translation>सर्व्हर हे अजून करू शकत नाही. काही बदललेले नाही.</translation>
    </message>
    <message>
        <source>Ask the administrator for a newer server.</source>
        <translation>प्रशासकाकडे नवा सर्व्हर मागा.</translation>
    </message>
    <message>
        <source>proof does not hold</source>
        <translation>पुरावा टिकत नाही</translation>
    </message>
    <message>
        <source>The server&apos;s proof does not lead from this entry to the signed log.</source>
        <translation>सर्व्हरचा पुरावा या नोंदीपासून सही केलेल्या लॉगपर्यंत जात नाही.</translation>
    </message>
    <message>
        <source>log key unreadable</source>
        <translation>लॉगची किल्ली वाचता येत नाही</translation>
    </message>
    <message>
        <source>The log&apos;s key on this computer cannot be read.</source>
        <translation>या संगणकावरील लॉगची किल्ली वाचता येत नाही.</translation>
    </message>
    <message>
        <source>Enrol this computer again.</source>
        <translation>हा संगणक पुन्हा नोंदवा.</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>पुसले</translation>
    </message>
    <message>
        <source>This photo was erased, as the law demands. The proof remains in the log.</source>
        <translation>हा फोटो कायद्यानुसार पुसला गेला. पुरावा लॉगमध्ये राहतो.</translation>
    </message>
    <message>
        <source>receiver missing</source>
        <translation>रिसीव्हर नाही</translation>
    </message>
    <message>
        <source>The receiver that was chosen cannot be opened.</source>
        <translation>निवडलेला रिसीव्हर उघडता येत नाही.</translation>
    </message>
    <message>
        <source>Plug it in, or choose another one in the settings.</source>
        <translation>तो जोडा, किंवा सेटिंग्जमध्ये दुसरा निवडा.</translation>
    </message>
    <message>
        <source>receiver silent</source>
        <translation>रिसीव्हर गप्प</translation>
    </message>
    <message>
        <source>The receiver says no place.</source>
        <translation>रिसीव्हर स्थान सांगत नाही.</translation>
    </message>
    <message>
        <source>Put it where it sees the sky.</source>
        <translation>आकाश दिसेल तेथे तो ठेवा.</translation>
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
        <translation>रिसीव्हरने अजून स्थान सांगितलेले नाही.</translation>
    </message>
    <message>
        <source>By the receiver, %1, at %2.</source>
        <translation>रिसीव्हरनुसार, %1, %2 ला.</translation>
    </message>
    <message>
        <source>By the location service, %1, at %2.</source>
        <translation>स्थान सेवेनुसार, %1, %2 ला.</translation>
    </message>
    <message>
        <source>Marks carry the place that was declared for the site. It proves little.</source>
        <translation>हजेऱ्यांत साइटसाठी जाहीर केलेले स्थान असते. त्याने फारसे सिद्ध होत नाही.</translation>
    </message>
    <message>
        <source>No place is known. Marks without a place wait for the office.</source>
        <translation>स्थान माहीत नाही. स्थानाशिवायच्या हजेऱ्या कार्यालयाची वाट पाहतात.</translation>
    </message>
    <message>
        <source>Inside the site.</source>
        <translation>साइटच्या आत.</translation>
    </message>
    <message>
        <source>At the edge of the site.</source>
        <translation>साइटच्या कडेला.</translation>
    </message>
    <message>
        <source>Outside the site, %1 from its middle. Marks wait for the office.</source>
        <translation>साइटच्या बाहेर, तिच्या मध्यापासून %1. हजेऱ्या कार्यालयाची वाट पाहतात.</translation>
    </message>
    <message>
        <source>name taken</source>
        <translation>नाव घेतलेले आहे</translation>
    </message>
    <message>
        <source>Somebody already has this name.</source>
        <translation>हे नाव आधीच कोणाचे तरी आहे.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>दुसरे निवडा.</translation>
    </message>
    <message>
        <source>Ask an administrator.</source>
        <translation>प्रशासकाला विचारा.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed.</source>
        <translation>सर्व्हरशी संपर्क होत नाही. काही बदललेले नाही.</translation>
    </message>
    <message>
        <source>Check the line and try again.</source>
        <translation>संपर्क तपासा आणि पुन्हा प्रयत्न करा.</translation>
    </message>
    <message>
        <source>card not valid</source>
        <translation>कार्ड वैध नाही</translation>
    </message>
    <message>
        <source>This is not a worker&apos;s card made by Haziri.</source>
        <translation>हे हाजिरीने बनवलेले कामगाराचे कार्ड नाही.</translation>
    </message>
    <message>
        <source>Mark by name with F9, and print a new card.</source>
        <translation>F9 ने नावाने हजेरी लावा, आणि नवीन कार्ड छापा.</translation>
    </message>
    <message>
        <source>card of nobody here</source>
        <translation>येथील कोणाचेही कार्ड नाही</translation>
    </message>
    <message>
        <source>This card belongs to nobody of this site.</source>
        <translation>हे कार्ड या साइटवरील कोणाचेही नाही.</translation>
    </message>
    <message>
        <source>Mark by name with F9, or enrol the worker.</source>
        <translation>F9 ने नावाने हजेरी लावा, किंवा कामगाराची नोंदणी करा.</translation>
    </message>
    <message>
        <source>The camera gives no pictures.</source>
        <translation>कॅमेरा चित्र देत नाही.</translation>
    </message>
    <message>
        <source>Unplug it and plug it in again.</source>
        <translation>तो काढा आणि पुन्हा जोडा.</translation>
    </message>
    <message>
        <source>picture is black</source>
        <translation>चित्र काळे आहे</translation>
    </message>
    <message>
        <source>The picture is black.</source>
        <translation>चित्र काळे आहे.</translation>
    </message>
    <message>
        <source>Take the cover off the camera, and make light.</source>
        <translation>कॅमेऱ्यावरील झाकण काढा, आणि प्रकाश करा.</translation>
    </message>
    <message>
        <source>picture stands still</source>
        <translation>चित्र थांबले आहे</translation>
    </message>
    <message>
        <source>The picture stands still: the same one comes again and again.</source>
        <translation>चित्र थांबले आहे: तेच पुन्हा पुन्हा येते.</translation>
    </message>
    <message>
        <source>camera too slow</source>
        <translation>कॅमेरा फार मंद</translation>
    </message>
    <message>
        <source>The camera gives few pictures a second.</source>
        <translation>कॅमेरा सेकंदाला कमी चित्रे देतो.</translation>
    </message>
    <message>
        <source>Make more light, and close other programs.</source>
        <translation>अधिक प्रकाश करा, आणि इतर प्रोग्राम बंद करा.</translation>
    </message>
    <message>
        <source>too little light</source>
        <translation>प्रकाश फार कमी</translation>
    </message>
    <message>
        <source>There is too little light.</source>
        <translation>प्रकाश फार कमी आहे.</translation>
    </message>
    <message>
        <source>Put a lamp behind the camera.</source>
        <translation>कॅमेऱ्यामागे दिवा ठेवा.</translation>
    </message>
    <message>
        <source>light too harsh</source>
        <translation>प्रकाश फार तीव्र</translation>
    </message>
    <message>
        <source>The light is too harsh, or shines into the camera.</source>
        <translation>प्रकाश फार तीव्र आहे, किंवा कॅमेऱ्यात येतो.</translation>
    </message>
    <message>
        <source>Turn the camera away from the sun.</source>
        <translation>कॅमेरा सूर्यापासून वळवा.</translation>
    </message>
    <message>
        <source>picture not sharp</source>
        <translation>चित्र स्पष्ट नाही</translation>
    </message>
    <message>
        <source>The picture is not sharp.</source>
        <translation>चित्र स्पष्ट नाही.</translation>
    </message>
    <message>
        <source>Wipe the lens with a soft cloth.</source>
        <translation>मऊ कापडाने भिंग पुसा.</translation>
    </message>
    <message>
        <source>face covered</source>
        <translation>चेहरा झाकलेला</translation>
    </message>
    <message>
        <source>Mouth and nose are covered.</source>
        <translation>तोंड आणि नाक झाकलेले आहे.</translation>
    </message>
    <message>
        <source>Take the mask or cloth off for a moment.</source>
        <translation>क्षणभर मास्क किंवा कापड काढा.</translation>
    </message>
    <message>
        <source>Take off the mask for a moment</source>
        <translation>क्षणभर मास्क काढा</translation>
    </message>
    <message>
        <source>wrong PIN</source>
        <translation>पिन चुकीचा</translation>
    </message>
    <message>
        <source>The PIN is wrong.</source>
        <translation>पिन चुकीचा आहे.</translation>
    </message>
    <message>
        <source>After five wrong ones the password is needed.</source>
        <translation>पाच चुकांनंतर पासवर्ड लागतो.</translation>
    </message>
    <message>
        <source>too many wrong PINs</source>
        <translation>पिन फार वेळा चुकला</translation>
    </message>
    <message>
        <source>The PIN was wrong too often.</source>
        <translation>पिन फार वेळा चुकला.</translation>
    </message>
    <message>
        <source>Sign in with the password once.</source>
        <translation>एकदा पासवर्डने साइन-इन करा.</translation>
    </message>
    <message>
        <source>PIN too simple</source>
        <translation>पिन फार सोपा</translation>
    </message>
    <message>
        <source>A PIN has six to twelve digits, not all the same and not in a row.</source>
        <translation>पिन सहा ते बारा अंकांचा असतो; सर्व सारखे किंवा क्रमाने नसावेत.</translation>
    </message>
    <message>
        <source>password only</source>
        <translation>फक्त पासवर्ड</translation>
    </message>
    <message>
        <source>The office signs in at the server, with the password.</source>
        <translation>कार्यालय सर्व्हरवर पासवर्डने साइन-इन करते.</translation>
    </message>
    <message>
        <source>no key for the stick</source>
        <translation>स्टिकसाठी किल्ली नाही</translation>
    </message>
    <message>
        <source>This laptop was enrolled before its server took sticks.</source>
        <translation>सर्व्हर स्टिक घेऊ लागण्याआधी हा लॅपटॉप नोंदवला होता.</translation>
    </message>
    <message>
        <source>Ask the office for a new enrolment address.</source>
        <translation>कार्यालयाकडे नवीन नोंदणी पत्ता मागा.</translation>
    </message>
    <message>
        <source>stick damaged</source>
        <translation>स्टिक खराब</translation>
    </message>
    <message>
        <source>The file is damaged or not whole. Nothing of it was taken.</source>
        <translation>फाइल खराब आहे किंवा पूर्ण नाही. तिच्यातील काही घेतले नाही.</translation>
    </message>
    <message>
        <source>Copy it again from the office.</source>
        <translation>कार्यालयातून पुन्हा कॉपी करा.</translation>
    </message>
    <message>
        <source>of another laptop</source>
        <translation>दुसऱ्या लॅपटॉपचे</translation>
    </message>
    <message>
        <source>These answers belong to another laptop.</source>
        <translation>ही उत्तरे दुसऱ्या लॅपटॉपची आहेत.</translation>
    </message>
    <message>
        <source>Choose the file that was made from this laptop&apos;s export.</source>
        <translation>या लॅपटॉपच्या निर्यातीतून बनलेली फाइल निवडा.</translation>
    </message>
    <message>
        <source>undone too late</source>
        <translation>उशिरा मागे घेतली</translation>
    </message>
    <message>
        <source>The mark was undone more than a minute after it was made.</source>
        <translation>हजेरी लागल्यानंतर एक मिनिटापेक्षा उशिरा मागे घेतली.</translation>
    </message>
    <message>
        <source>mark not here yet</source>
        <translation>हजेरी अजून आलेली नाही</translation>
    </message>
    <message>
        <source>The mark that was undone is not here.</source>
        <translation>जी हजेरी मागे घेतली ती येथे नाही.</translation>
    </message>
    <message>
        <source>It settles by itself when the mark arrives.</source>
        <translation>हजेरी येताच हे आपोआप ठीक होईल.</translation>
    </message>
    <message>
        <source>nothing to undo</source>
        <translation>मागे घेण्यासारखे काही नाही</translation>
    </message>
    <message>
        <source>It undoes what is no mark of this worker on this laptop.</source>
        <translation>जे मागे घेतले ती या लॅपटॉपवरील या कामगाराची हजेरी नाही.</translation>
    </message>
    <message>
        <source>The mark counts as before.</source>
        <translation>हजेरी आधीसारखीच मोजली जाते.</translation>
    </message>
    <message>
        <source>too late to undo</source>
        <translation>मागे घेण्यास उशीर</translation>
    </message>
    <message>
        <source>A mark can be undone for one minute.</source>
        <translation>हजेरी एका मिनिटापर्यंत मागे घेता येते.</translation>
    </message>
    <message>
        <source>Tell the office: it can decide about the mark.</source>
        <translation>कार्यालयाला सांगा: ते हजेरीबद्दल निर्णय घेऊ शकते.</translation>
    </message>
    <message>
        <source>undone already</source>
        <translation>आधीच मागे घेतली</translation>
    </message>
    <message>
        <source>This mark was undone before.</source>
        <translation>ही हजेरी आधीच मागे घेतली आहे.</translation>
    </message>
    <message>
        <source>Nothing more is needed.</source>
        <translation>आणखी काही करण्याची गरज नाही.</translation>
    </message>
    <message>
        <source>mark undone</source>
        <translation>हजेरी मागे घेतली</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>मागे घेतली</translation>
    </message>
    <message>
        <source>same way twice</source>
        <translation>तीच दिशा दोनदा</translation>
    </message>
    <message>
        <source>This person was marked this way before, and not the other way since.</source>
        <translation>या व्यक्तीची हीच दिशा आधी नोंदली, आणि त्यानंतर उलट दिशा नाही.</translation>
    </message>
    <message>
        <source>Check whether IN or OUT is chosen above. The office will look at it.</source>
        <translation>वर आत की बाहेर निवडले आहे ते तपासा. कार्यालय पाहील.</translation>
    </message>
    <message>
        <source>eyes covered</source>
        <translation>डोळे झाकलेले</translation>
    </message>
    <message>
        <source>The eyes are covered.</source>
        <translation>डोळे झाकलेले आहेत.</translation>
    </message>
    <message>
        <source>Take the dark glasses off for the photo.</source>
        <translation>फोटोसाठी काळा चष्मा काढा.</translation>
    </message>
    <message>
        <source>Take the dark glasses off</source>
        <translation>काळा चष्मा काढा</translation>
    </message>
    <message>
        <source>enrolment not known</source>
        <translation>नोंदणी माहीत नाही</translation>
    </message>
    <message>
        <source>The server does not know this laptop&apos;s enrolment: it went back to an older backup. All marks are kept here.</source>
        <translation>सर्व्हर या लॅपटॉपची नोंदणी ओळखत नाही: तो जुन्या बॅकअपवर परत गेला. सर्व हजेऱ्या येथे ठेवल्या आहेत.</translation>
    </message>
    <message>
        <source>Ask the office for a fresh code and enrol this laptop again.</source>
        <translation>कार्यालयाकडे नवा कोड मागा आणि हा लॅपटॉप पुन्हा नोंदवा.</translation>
    </message>
    <message>
        <source>pay entered</source>
        <translation>मजुरी भरली</translation>
    </message>
    <message>
        <source>decision on a worker</source>
        <translation>कामगारावर निर्णय</translation>
    </message>
    <message>
        <source>person blocked</source>
        <translation>व्यक्ती रोखली</translation>
    </message>
    <message>
        <source>person unblocked</source>
        <translation>व्यक्ती मोकळी केली</translation>
    </message>
    <message>
        <source>new password</source>
        <translation>नवा पासवर्ड</translation>
    </message>
    <message>
        <source>enrolment code</source>
        <translation>नोंदणी कोड</translation>
    </message>
    <message>
        <source>chain confirmed</source>
        <translation>साखळीची पुष्टी</translation>
    </message>
    <message>
        <source>second look at a photo</source>
        <translation>फोटो पुन्हा तपासला</translation>
    </message>
    <message>
        <source>backup made</source>
        <translation>बॅकअप घेतला</translation>
    </message>
    <message>
        <source>keys are gone</source>
        <translation>किल्ल्या नाहीत</translation>
    </message>
    <message>
        <source>The keys of this profile are not where they were.</source>
        <translation>या प्रोफाइलच्या किल्ल्या जागेवर नाहीत.</translation>
    </message>
    <message>
        <source>Bring the file keys.sealed back from a backup. Nothing was changed.</source>
        <translation>बॅकअपमधून keys.sealed ही फाइल परत आणा. काही बदललेले नाही.</translation>
    </message>
    <message>
        <source>the stick is busy</source>
        <translation>स्टिक वापरात आहे</translation>
    </message>
    <message>
        <source>Another bundle is being written or read.</source>
        <translation>दुसरे गाठोडे लिहिले किंवा वाचले जात आहे.</translation>
    </message>
    <message>
        <source>Wait until it is done, or cancel it.</source>
        <translation>ते पूर्ण होईपर्यंत थांबा, किंवा रद्द करा.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::WorkerModel</name>
    <message>
        <source>no picture yet</source>
        <translation>अजून चित्र नाही</translation>
    </message>
    <message>
        <source>by name or card</source>
        <translation>नावाने किंवा कार्डाने</translation>
    </message>
    <message>
        <source>known</source>
        <translation>ओळखीचा</translation>
    </message>
    <message>
        <source>%1, from the thekedar until %2</source>
        <translation>%1, ठेकेदाराकडून, %2 पर्यंत</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>कामगार</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>काम</translation>
    </message>
    <message>
        <source>Gang</source>
        <translation>टोळी</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>चेहरा</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>विश्वास</translation>
    </message>
</context>
<context>
    <name>haziri::ui::WorkerProfile</name>
    <message>
        <source>Close</source>
        <translation>बंद करा</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>विश्वास</translation>
    </message>
    <message>
        <source>brought by %1</source>
        <translation>%1 यांनी आणले</translation>
    </message>
    <message>
        <source>no picture yet</source>
        <translation>अजून चित्र नाही</translation>
    </message>
    <message>
        <source>by name or card: no consent to pictures</source>
        <translation>नावाने किंवा कार्डाने: चित्रांना संमती नाही</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>100 पैकी %1</translation>
    </message>
    <message>
        <source>None in the last seven days on this laptop.</source>
        <translation>मागील सात दिवसांत या लॅपटॉपवर एकही नाही.</translation>
    </message>
    <message>
        <source>Each in the log gives a slip that proves it.</source>
        <translation>लॉगमध्ये असलेल्या प्रत्येक हजेरीची पावती निघते, ती तिला सिद्ध करते.</translation>
    </message>
    <message>
        <source>Print the card</source>
        <translation>कार्ड छापा</translation>
    </message>
    <message>
        <source>The slip of this mark, to print</source>
        <translation>या हजेरीची पावती, छापण्यासाठी</translation>
    </message>
    <message>
        <source>The last marks</source>
        <translation>मागील हजेऱ्या</translation>
    </message>
    <message>
        <source>Print card…</source>
        <translation>कार्ड छापा…</translation>
    </message>
    <message>
        <source>Save card…</source>
        <translation>कार्ड जतन करा…</translation>
    </message>
    <message>
        <source>How this worker is recognised</source>
        <translation>ओळख कशी पटते</translation>
    </message>
    <message>
        <source>by face</source>
        <translation>चेहऱ्याने</translation>
    </message>
    <message>
        <source>Inherited from the thekedar until %1, %2 more days. From then on the worker&apos;s own marks make it.</source>
        <translation>ठेकेदाराकडून मिळालेला, %1 पर्यंत, आणखी %2 दिवस. त्यानंतर त्याच्या स्वतःच्या हजेऱ्या तो ठरवतात.</translation>
    </message>
    <message>
        <source>The worker&apos;s own marks make it.</source>
        <translation>त्याच्या स्वतःच्या हजेऱ्या तो ठरवतात.</translation>
    </message>
</context>
<context>
    <name>haziri::ui::WorkersPage</name>
    <message>
        <source>New worker</source>
        <translation>नवीन कामगार</translation>
    </message>
    <message>
        <source>Search name</source>
        <translation>नाव शोधा</translation>
    </message>
    <message>
        <source>Workers of this site</source>
        <translation>या साइटचे कामगार</translation>
    </message>
    <message>
        <source>%1 workers</source>
        <translation>%1 कामगार</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>अजून कोणाची नोंदणी नाही</translation>
    </message>
    <message>
        <source>Bring the first worker in. It takes two minutes and works without a line.</source>
        <translation>पहिल्या कामगाराची नोंदणी करा. दोन मिनिटे लागतात आणि संपर्काशिवाय चालते.</translation>
    </message>
    <message>
        <source>No such name</source>
        <translation>असे नाव नाही</translation>
    </message>
    <message>
        <source>Try fewer letters.</source>
        <translation>कमी अक्षरे वापरून पाहा.</translation>
    </message>
    <message>
        <source>%1 is enrolled and can be marked at once.</source>
        <translation>%1 ची नोंदणी झाली आणि लगेच हजेरी लावता येते.</translation>
    </message>
    <message>
        <source>The card is in %1. Print it at its own size.</source>
        <translation>कार्ड %1 मध्ये आहे. ते मूळ आकारात छापा.</translation>
    </message>
    <message>
        <source>The card could not be written to %1.</source>
        <translation>कार्ड %1 मध्ये लिहिता आले नाही.</translation>
    </message>
</context>
</TS>
