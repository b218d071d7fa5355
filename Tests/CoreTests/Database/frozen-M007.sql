PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('M001 directory');
INSERT INTO grdb_migrations VALUES('M002 people');
INSERT INTO grdb_migrations VALUES('M003 referrals');
INSERT INTO grdb_migrations VALUES('M004 outbox');
INSERT INTO grdb_migrations VALUES('M005 places');
INSERT INTO grdb_migrations VALUES('M006 signposts');
INSERT INTO grdb_migrations VALUES('M007 shortlists');
CREATE TABLE organisation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    kind TEXT,
    description TEXT NOT NULL,
    website TEXT,
    email TEXT,
    phone TEXT,
    addedAt TEXT NOT NULL
) STRICT;
INSERT INTO organisation VALUES('5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','The Tin Kettle Company','community group','Neighbours who open a warm room and put the kettle on. It began with one flask on one park bench, and now runs three regular get-togethers.','https://tinkettle.example','hello@tinkettle.example','020 7946 0501','2025-09-27 10:00:00.000');
INSERT INTO organisation VALUES('b751dba3-fd72-54d3-bb6f-4731b10eaa15','Halfpenny Doorstep Friends','charity','A small charity that links up older and housebound people with a trained volunteer who lives nearby.','https://halfpennydoorstep.example','office@halfpennydoorstep.example','020 7946 0504','2025-09-27 10:00:00.000');
INSERT INTO organisation VALUES('dadb155d-05d6-5e21-b4b3-70754282cf47','Arch Nine Youth','charity','A youth club under the railway with a kitchen, a climbing wall and six youth workers who have been there for years.','https://archnine.example','team@archnine.example','020 7946 0618','2025-09-27 10:00:00.000');
INSERT INTO organisation VALUES('167418f1-10d8-5330-9bc9-f94d5d6890a6','The Landing Stage','charity','A welcome and advice centre for refugees, people seeking asylum and anyone with papers to sort out.','https://landingstage.example','welcome@landingstage.example','020 7946 0386','2025-09-27 10:00:00.000');
INSERT INTO organisation VALUES('2a65322b-6420-5c60-868c-68a3e9aa8f1b','Say It Plain','charity','Independent advocates. They do not work for the council or the NHS, and they take your side.','https://sayitplain.example','advocate@sayitplain.example','020 7946 0402','2025-09-27 10:00:00.000');
INSERT INTO organisation VALUES('059f0680-f739-523b-9397-0e7d196ad424','Merrowbridge Talking Rooms','NHS','The borough''s free NHS talking treatment team, for worry, panic, low mood and poor sleep.','https://talkingrooms.example','start@talkingrooms.example','020 7946 0531','2025-09-27 10:00:00.000');
CREATE TABLE offer (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    alternateName TEXT,
    description TEXT NOT NULL,
    eligibility TEXT,
    minimumAge INTEGER CHECK (minimumAge BETWEEN 0 AND 130),
    maximumAge INTEGER CHECK (maximumAge BETWEEN 0 AND 130),
    audience TEXT NOT NULL CHECK (json_valid(audience)),
    ways TEXT NOT NULL CHECK (json_valid(ways)),
    joining TEXT NOT NULL CHECK (json_valid(joining)),
    website TEXT,
    email TEXT,
    feesDescription TEXT,
    howToRefer TEXT,
    introduction TEXT,
    firstVisit TEXT,
    intake TEXT NOT NULL CHECK (intake IN ('open', 'waiting list', 'full')),
    wait TEXT,
    status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'defunct', 'temporarily closed')),
    addedAt TEXT NOT NULL,
    lastModified TEXT NOT NULL,
    confirmedAt TEXT,
    confirmedBy TEXT,
    confirmationInterval INTEGER NOT NULL CHECK (confirmationInterval BETWEEN 1 AND 3650),
    sourceDigest BLOB CHECK (length(sourceDigest) = 32),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
INSERT INTO offer VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','Kettle mornings',NULL,replace('A room with big tables, good tea and no fuss. You can chat, do the crossword with somebody, or just sit where there are voices.\n\nTwo hosts in yellow aprons are there every week. They notice who has come alone, and they''ll find you a seat beside someone easy to talk to.','\n',char(10)),'Any adult. Most people who come are over 50, but nobody checks.',18,NULL,'[]','["in person"]','["drop in"]','https://tinkettle.example',NULL,NULL,'No form. If your patient is shy, e-mail the hosts first and one of them will wait by the door.','There''s a tea morning up the road where two of the hosts look out for new faces. Shall I tell them to expect you on Friday?','A host in a yellow apron meets you, makes your drink and sits with you for the first ten minutes.','open',NULL,'active','2025-09-27 10:00:00.000','2026-11-09 10:00:00.000','2026-11-09 10:00:00.000','Tea host',90,NULL,1);
INSERT INTO offer VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','After Seven, for people new round here',NULL,replace('Board games, soup and a long table for adults who have moved to Merrowbridge and don''t know a soul yet.\n\nPlenty of us came on our own, straight from work. There is a card on each table with something silly to ask, so you are never stuck for a first line.','\n',char(10)),'People in their twenties, thirties and forties.',20,49,'[]','["in person"]','["drop in","self-refer"]','https://tinkettle.example','afterseven@tinkettle.example',NULL,NULL,'Lots of people your age find London lonely. This group plays games and eats soup on Thursday nights, and half of them came knowing nobody.','Send a message beforehand if you like and somebody will save you a chair; otherwise just walk in and pick a game.','open',NULL,'active','2025-09-27 10:00:00.000','2026-10-11 10:00:00.000','2026-10-11 10:00:00.000','Evening host',90,NULL,1);
INSERT INTO offer VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','The Bench Amble',NULL,replace('A walk round Fenwick Park that is mostly sitting. We go from bench to bench, about half a mile in all, with a flask at the third stop.\n\nSticks, frames and scooters set the pace. When it rains hard we drink the tea in the bandstand instead.','\n',char(10)),'Anyone who can manage short stretches between seats.',NULL,NULL,'[]','["in person"]','["drop in"]','https://tinkettle.example',NULL,NULL,NULL,'It''s barely a walk, more a moving chat. You can stop at the very first bench if you want.','Look for the tin kettle on a pole. The walk leader will ask about your legs and your breath, and then you choose how far to go.','open',NULL,'active','2025-09-27 10:00:00.000','2026-08-16 10:00:00.000','2026-08-16 10:00:00.000','Walk leader',90,NULL,1);
INSERT INTO offer VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795','b751dba3-fd72-54d3-bb6f-4731b10eaa15','A weekly visitor',NULL,replace('One volunteer, the same one each time, who calls for about an hour a week. You might play dominoes, look at photos or put the world to rights.\n\nWe match people by what they like to talk about as well as by street. Volunteers are checked and trained, and carry a card with a photo. They can''t do cleaning, shopping or personal care.','\n',char(10)),'People over 65 who live alone and get out less than once a week.',65,NULL,'["older people"]','["home visit"]','["ring","self-refer","referral"]','https://halfpennydoorstep.example',NULL,NULL,'Ring the matching officer or use the one-page form on the website. Please say if there are pets, smoking or stairs.','Would you like somebody to pop in once a week, the same person each time? They only come to keep you company.','Our matching officer comes first, without the volunteer, to hear what you enjoy and who you''d get on with.','waiting list','About 10 weeks','active','2025-09-27 10:00:00.000','2026-10-24 10:00:00.000','2026-10-24 10:00:00.000','Matching officer',90,NULL,1);
INSERT INTO offer VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d','b751dba3-fd72-54d3-bb6f-4731b10eaa15','The Ten Minute Ring',NULL,replace('A friendly call at a time you choose, twice a week. It lasts ten minutes, or twenty if the football has been on.\n\nIf you don''t answer we try again, then we ring the person you named as your safe contact. Some people keep the call going for years.','\n',char(10)),'Adults of any age who can''t easily leave home.',18,NULL,'[]','["telephone"]','["ring","referral"]','https://halfpennydoorstep.example',NULL,NULL,'A name, a number and a good time of day is all we need.','It''s a short phone call twice a week from somebody local who will get to know you. You can stop whenever you like.','You get a call from the organiser to settle your days, and a letter with the name of your caller.','open',NULL,'active','2025-09-27 10:00:00.000','2026-09-27 10:00:00.000','2026-09-27 10:00:00.000','Calls organiser',90,NULL,1);
INSERT INTO offer VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d','b751dba3-fd72-54d3-bb6f-4731b10eaa15','Back from Hospital visits',NULL,replace('For the first four weeks after a hospital stay, a worker comes to see how you are managing. They fetch bread and milk, check the heating is on and help you ring the surgery or the chemist.\n\nBefore they finish, they leave you a sheet of who to call for what.','\n',char(10)),'People over 60 sent home within the last 14 days, with nobody else to help.',60,NULL,'["older people"]','["home visit"]','["referral"]','https://halfpennydoorstep.example',NULL,NULL,'Wards, surgeries and link workers can ring before noon for a visit the next working day.','Someone can call round tomorrow to see you''ve got food in and you''re warm enough. They''ll keep coming for up to a month.','Expect a knock the day after you get home. The worker brings a small bag of basics and goes through your discharge letter with you.','open',NULL,'active','2025-09-27 10:00:00.000','2026-07-11 10:00:00.000','2026-07-11 10:00:00.000','Home support lead',90,NULL,1);
INSERT INTO offer VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84','dadb155d-05d6-5e21-b4b3-70754282cf47','Open nights',NULL,replace('Pool, a music desk, cooking and a sofa corner where nobody bothers you. Dinner comes out at half past six and is for everyone.\n\nPhones go in the rack only during dinner. There are always three youth workers in the building and one on the door until the last person has got home.','\n',char(10)),'Young people aged 11 to 18 who live or go to school nearby.',11,18,'["young people"]','["in person"]','["drop in"]','https://archnine.example',NULL,NULL,NULL,'It''s the orange shutter by the station. You can get your tea there, and no one makes you join in.','The door worker shows you round and asks for a home number in case you get hurt. You can bring a mate.','open',NULL,'active','2025-09-27 10:00:00.000','2026-11-09 10:00:00.000','2026-11-09 10:00:00.000','Senior youth worker',90,NULL,1);
INSERT INTO offer VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d','dadb155d-05d6-5e21-b4b3-70754282cf47','Alongside, one-to-one mentoring',NULL,replace('A youth worker meets you once a week for up to a year. You might walk, box, write a CV or sit in a cafe; the plan is made by you and gone over every six weeks.\n\nIt helps most when things at school, at home or with the police are starting to slide and you would like one steady adult.','\n',char(10)),'Aged 12 to 19 and living in Merrowbridge. The young person has to want it.',12,19,'["young people"]','["in person"]','["self-refer","referral"]','https://archnine.example',NULL,NULL,'Talk to the mentoring lead before sending the form, and bring the young person into that call if you can.','You''d get your own worker, and it''s somebody you chose. What you say stays with them unless someone''s in danger.','You meet two mentors over hot chocolate and pick which one you would rather have.','waiting list','About 3 months','active','2025-09-27 10:00:00.000','2026-09-21 10:00:00.000','2026-09-21 10:00:00.000','Mentoring lead',90,NULL,1);
INSERT INTO offer VALUES('00dacd05-215f-59b1-a366-9b326e168929','dadb155d-05d6-5e21-b4b3-70754282cf47','Girls'' night at the wall',NULL,replace('The whole arch is kept for girls and young women on Mondays. Climb with a woman instructor, do your nails, revise or moan.\n\nThe shutter comes half down and there are no boys in the building, staff included. Headscarf-friendly helmets are on the peg.','\n',char(10)),'Girls and young women from 11 to 17, trans girls included.',11,17,'["young people","women"]','["in person"]','["drop in"]','https://archnine.example',NULL,NULL,NULL,'Mondays it''s girls only, with a climbing wall. The women who run it are lovely.','A parent signs a climbing form, which you can take home and bring back the week after. Until then you can do everything except the wall.','open',NULL,'active','2025-09-27 10:00:00.000','2026-10-05 10:00:00.000','2026-10-05 10:00:00.000','Girls'' worker',90,NULL,1);
INSERT INTO offer VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54','dadb155d-05d6-5e21-b4b3-70754282cf47','Long Summer days out',NULL,replace('When school breaks up we hire a coach. There are beach days, a farm, a mountain bike day and one night of camping for those who want it.\n\nLunch and kit are found for you, down to swimming things and wellies. Places go first to families who get free school meals.','\n',char(10)),'Ages 8 to 16 from Merrowbridge schools.',8,16,'["young people"]','["in person"]','["ring","referral"]','https://archnine.example',NULL,NULL,'E-mail the list of dates wanted by the end of June; one form does for brothers and sisters.','They run proper days out all through August, with lunch, and it''s next to nothing.','Be at the shutter by half past eight with a coat and any medicine in a named bag.','open',NULL,'active','2025-09-27 10:00:00.000','2026-07-16 10:00:00.000','2026-07-16 10:00:00.000','Trips organiser',90,NULL,1);
INSERT INTO offer VALUES('56035651-a967-5de7-ad04-a1281ce890df','167418f1-10d8-5330-9bc9-f94d5d6890a6','Asylum welcome morning',NULL,replace('Tea, a phone charger, clothes rail and a table of people who know how the system works. They explain letters, register you with a doctor, help with school places and buy a bus ticket to your interview.\n\nChildren play in the corner with a playworker. Lunch is cooked by people who came for help themselves.','\n',char(10)),'People seeking asylum, refugees, and those refused asylum.',NULL,NULL,'["refugees"]','["in person"]','["drop in"]','https://landingstage.example',NULL,NULL,NULL,'It''s a friendly house by the dock where people will explain the letter in your own language and give you lunch.','Somebody greets you at the water-side door and finds a person who speaks your language. You need no papers to come in.','open',NULL,'active','2025-09-27 10:00:00.000','2026-11-05 10:00:00.000','2026-11-05 10:00:00.000','Welcome coordinator',90,NULL,1);
INSERT INTO offer VALUES('edf50004-8557-5275-8c77-12c95bd706b3','167418f1-10d8-5330-9bc9-f94d5d6890a6','Immigration casework',NULL,replace('Regulated advisers for asylum claims, visa extensions, settlement, family reunion and citizenship. They take the case from start to finish and go through each form with you.\n\nWe can also ask for the fee to be waived if you cannot pay the Home Office.','\n',char(10)),'People on low incomes living in Merrowbridge.',NULL,NULL,'[]','["in person"]','["self-refer","referral"]','https://landingstage.example',NULL,NULL,'Send the professional form with the date leave ends. We reply in a week with a yes, a no, or another firm to try.','They have proper immigration advisers, free. There''s a queue, so I''d put your name down today, especially with that date coming.','Your first meeting is with a triage worker and an interpreter, about an hour. Bring everything from the Home Office, even envelopes with dates.','waiting list','About 10 weeks; urgent dates are seen first','active','2025-09-27 10:00:00.000','2026-10-01 10:00:00.000','2026-10-01 10:00:00.000','Casework supervisor',90,NULL,1);
INSERT INTO offer VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2','167418f1-10d8-5330-9bc9-f94d5d6890a6','Families with no recourse to public funds',NULL,replace('A project for parents whose visa says they cannot claim benefits. We check if the council must help under children''s law, apply to lift the condition, and hand out food and school-shoe vouchers while you wait.\n\nA worker can go with you to the social work meeting.','\n',char(10)),'Families with a child under 18 and no recourse to public funds, in Merrowbridge.',NULL,NULL,'["parents"]','["in person","telephone"]','["ring","referral"]','https://landingstage.example',NULL,NULL,'Ring before sending the family anywhere; we don''t want them to wait on a step.','Even if your visa says no public funds, there may be help for the children. These people know how to ask.',NULL,'open',NULL,'active','2025-09-27 10:00:00.000','2026-06-08 10:00:00.000','2026-06-08 10:00:00.000','Families worker',90,NULL,1);
INSERT INTO offer VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5','167418f1-10d8-5330-9bc9-f94d5d6890a6','Larkrise House',NULL,replace('A safe place to stay for women who were trafficked or forced to work. Six bedrooms, a garden with high walls, and staff day and night.\n\nYou get a worker of your own, a solicitor, counselling and a bus pass. Most women stay from four to nine months. Nobody is told where you are.','\n',char(10)),'Women aged 18 and over, with or without children under five.',18,NULL,'["women"]','["in person"]','["referral"]','https://landingstage.example',NULL,NULL,'Ring the duty number at any hour. Do not send details by e-mail, and do not name the house in front of family.','There''s a house for women who''ve been through this. I can call them now with you, from a private room.','A worker meets you at a place we agree and travels with you. Fresh clothes and toiletries are on the bed.','full',NULL,'active','2025-09-27 10:00:00.000','2026-11-01 10:00:00.000','2026-11-01 10:00:00.000','House manager',60,NULL,1);
INSERT INTO offer VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757','2a65322b-6420-5c60-868c-68a3e9aa8f1b','Community advocate',NULL,replace('An advocate helps you say what you want when big decisions are being made about your care, your home or your money. They visit you, learn what matters, and come to the meeting.\n\nThey never decide for you. If you do not use words, they spend time finding out how you say yes and no.','\n',char(10)),'Adults who find it hard to be heard, including people with a learning disability, dementia or a mental illness.',18,NULL,'["disabled people"]','["home visit"]','["self-refer","referral"]','https://sayitplain.example',NULL,NULL,'Any professional may refer. Please attach meeting dates; we need ten days'' notice.','You can have an advocate. It''s someone who comes to the meeting to make sure they listen to you and not just talk about you.','Your advocate brings a card with their photo. It takes as long as it takes, and you choose where to sit.','open',NULL,'active','2025-09-27 10:00:00.000','2026-09-02 10:00:00.000','2026-09-02 10:00:00.000','Advocacy manager',90,NULL,1);
INSERT INTO offer VALUES('0103d3a1-d0d7-52a3-b84c-c35d8beb4c58','2a65322b-6420-5c60-868c-68a3e9aa8f1b','Help to complain about the NHS',NULL,replace('If care went wrong, an advocate on the phone helps you set out what happened and what you''d like done. They can draft the letter, check the reply and prepare you for a meeting.\n\nComplaints usually need to be made within twelve months, but ask even if it is later.','\n',char(10)),'Patients in Merrowbridge, or a person acting for them or for somebody who has died.',NULL,NULL,'[]','["telephone"]','["ring"]','https://sayitplain.example',NULL,NULL,NULL,'We''d rather know if something went wrong. These people aren''t part of the NHS, and they''ll help you write it down.',NULL,'open',NULL,'active','2025-09-27 10:00:00.000','2026-05-09 10:00:00.000','2026-05-09 10:00:00.000','Health complaints advocate',180,NULL,1);
INSERT INTO offer VALUES('7100cfcf-b1a0-5681-97dc-26b98c4abaeb','2a65322b-6420-5c60-868c-68a3e9aa8f1b','Speak-up group',NULL,replace('Ten people with a learning disability who meet to practise speaking up, plan what to tell the council, and go for chips.\n\nMembers chair it in turns and vote by holding up cards. Easy-read notes come in the post.','\n',char(10)),'Adults with a learning disability. Supporters can come along, but members do the talking.',18,NULL,'[]','["in person"]','["ring"]','https://sayitplain.example',NULL,NULL,NULL,NULL,NULL,'open',NULL,'active','2025-09-27 10:00:00.000','2025-10-04 10:00:00.000','2025-10-04 10:00:00.000','Group supporter',90,NULL,1);
INSERT INTO offer VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417','059f0680-f739-523b-9397-0e7d196ad424','One-to-one talking treatment',NULL,replace('Six to sixteen sessions with a trained therapist. You look together at what keeps you stuck, and try small changes between meetings.\n\nIt can be in the room, by video or by telephone. Interpreters can be booked, and you are free to ask for a man or a woman.','\n',char(10)),'Anybody over 17 registered with a Merrowbridge surgery.',17,NULL,'[]','["in person","online","telephone"]','["self-refer","referral","ring"]','https://talkingrooms.example',NULL,NULL,'Use the short web form; please note risk and any recent contact with the mental health team.','You don''t need me to refer you. I can help you fill in the form now, and they''ll ring you for a first talk.','Somebody rings for a 40-minute talk about what''s been going on and suggests what may help. Treatment starts after the wait.','waiting list','First call within 2 weeks, then about 9 weeks','active','2025-09-27 10:00:00.000','2026-11-05 10:00:00.000','2026-11-05 10:00:00.000','Duty clinician',180,NULL,1);
INSERT INTO offer VALUES('098be34d-da9a-580d-ab76-5b3ba46152af','059f0680-f739-523b-9397-0e7d196ad424','Shrink the Worry, a course on screen',NULL,replace('Five weekly lessons by video, up to twenty people, cameras on or off as you please. Each week covers one thing, such as the what-if habit or the racing heart.\n\nIt''s taught rather than shared, so you won''t be asked to tell your story. The worksheets come by e-mail or in the post.','\n',char(10)),'People over 17 with a Merrowbridge doctor.',17,NULL,'[]','["online"]','["self-refer"]','https://talkingrooms.example',NULL,NULL,NULL,'If talking one to one feels too much, there''s a class about worry that you can watch from home, with your camera off.','Log in five minutes early with a hot drink. The tutor goes over the buttons before the lesson starts.','open',NULL,'active','2025-09-27 10:00:00.000','2026-10-08 10:00:00.000','2026-10-08 10:00:00.000','Course tutor',60,NULL,1);
INSERT INTO offer VALUES('02458434-d7ea-5f50-81fd-4ea975966e69','059f0680-f739-523b-9397-0e7d196ad424','Four Tuesdays for better nights',NULL,replace('A short course for people who lie awake. You keep a sleep diary, set a steady getting-up time, and learn why going to bed early often makes it worse.\n\nOne tutor, eight learners, low lighting and no coffee.','\n',char(10)),'Adults who have slept badly for a month or more. Speak to your doctor first if you snore heavily or stop breathing at night.',18,NULL,'[]','["in person"]','["self-refer","referral"]','https://talkingrooms.example',NULL,NULL,NULL,'Before we think about tablets, would you try a four-week sleep class? It works for a lot of people.','You are given a diary to fill in for a week beforehand. Bring it even when it has gaps.','open',NULL,'active','2025-09-27 10:00:00.000','2026-09-24 10:00:00.000','2026-09-24 10:00:00.000','Course tutor',60,NULL,1);
INSERT INTO offer VALUES('c9d67eb2-c01a-5874-92e4-7e68406c0e34','059f0680-f739-523b-9397-0e7d196ad424','Night Nerves phone clinic',NULL,replace('A half-hour call with a sleep worker for people whose pain, breathing or bladder keeps waking them.\n\nTogether you go through the night hour by hour and pick two things to change. There''s a second call three weeks later.','\n',char(10)),'Adults living with a lasting illness who wake most nights.',18,NULL,'[]','["telephone"]','["referral","ring"]','https://talkingrooms.example',NULL,NULL,'Ask the surgery to send a note with the person''s medicines.',NULL,NULL,'open',NULL,'active','2025-09-27 10:00:00.000','2026-07-16 10:00:00.000','2026-07-16 10:00:00.000','Sleep worker',90,NULL,1);
INSERT INTO offer VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33','059f0680-f739-523b-9397-0e7d196ad424','En Confianza, counselling in Spanish',NULL,replace('Talking treatment given in Spanish by two therapists from Colombia and Spain. No interpreter sits between you.\n\nIt''s for sadness, fear, panic, family far away and the strain of long hours. What you say stays in the room unless somebody is in danger.','\n',char(10)),'Spanish speakers aged 17 and over; your visa does not matter.',17,NULL,'[]','["in person","telephone"]','["self-refer","ring"]','https://talkingrooms.example',NULL,NULL,NULL,'You could speak to someone in your own language, with no interpreter. Would you like the number?','Leave a message in Spanish and the therapist herself will call back in the evening.','waiting list','About 5 weeks','active','2025-09-27 10:00:00.000','2026-08-19 10:00:00.000','2026-08-19 10:00:00.000','Spanish service lead',90,NULL,1);
CREATE TABLE location (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('physical', 'postal', 'virtual')),
    name TEXT,
    description TEXT,
    address TEXT,
    city TEXT,
    county TEXT,
    postcode TEXT,
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    precision TEXT NOT NULL CHECK (precision IN ('none', 'exact', 'outcode')),
    isConfidential INTEGER NOT NULL CHECK (isConfidential IN (0, 1)),
    gettingThere TEXT,
    accessibility TEXT NOT NULL CHECK (json_valid(accessibility)),
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK ((latitude IS NULL) = (precision = 'none'))
) STRICT;
INSERT INTO location VALUES('280c5e36-59fc-5aef-910f-528e5ebf314f','physical','Kettleman Street Reading Room',NULL,'31 Kettleman Street, Merrow Cross','London',NULL,'SE15 4KC',51.473219999999997751,-0.068140000000000006119,'exact',0,'Six minutes'' walk from Merrow Cross Overground. Bus M1 to Kettleman Street; use the green side door, not the library steps.','["step-free entrance","accessible toilet","baby changing"]');
INSERT INTO location VALUES('8070e2e8-60f2-51c8-a80e-918aeec33f3f','physical','The Yard, Arch 9',NULL,'Arch 9, Coalhole Passage, Merrow Cross','London',NULL,'SE15 4MK',51.470419999999997172,-0.068110000000000003872,'exact',0,'Three minutes from Merrow Cross Overground. Look for the orange shutter between the bike shop and the bakery.','["step-free entrance","accessible toilet"]');
INSERT INTO location VALUES('d544bc87-0df4-516d-ae21-64178aff110b','physical','Assay House',NULL,'First floor, 12 Assay Street, Saltgate','London',NULL,'SE14 5CK',51.473419999999997288,-0.043909999999999997644,'exact',0,'Bus M2 to Assay Street. The lift is behind the stairs; press 1 and turn right.','["step-free entrance","lift","accessible toilet","hearing loop","quiet room"]');
INSERT INTO location VALUES('bc0b5062-0f31-55d9-9167-020e633b3b69','physical','The Landing Stage',NULL,'5 Ferrywoman''s Steps, Old Dock','London',NULL,'SE8 5IM',51.483469999999996956,-0.028320000000000001422,'exact',0,'Bus M1 to Dock Road. A low white building with flags painted on the wall. Come in by the water side.','["step-free entrance","accessible toilet","baby changing"]');
INSERT INTO location VALUES('36f2255b-af13-5ede-bd1a-6e4e0bb08251','physical','Larkrise House',NULL,'1 Private Way','London',NULL,'SE15 1KO',51.470109999999998249,-0.067439999999999999946,'exact',1,NULL,'["step-free entrance","quiet room"]');
INSERT INTO location VALUES('7eb982b0-3100-5d04-b5ac-e3aeeae971d8','physical','Pargeter Street Rooms',NULL,'2nd floor, 77 Pargeter Street, Saltgate','London',NULL,'SE14 6CM',51.472810000000002615,-0.048099999999999996924,'exact',0,'Bus M2 to Pargeter Street. The door is between the key cutter and the opticians; say "Talking Rooms" into the speaker.','["step-free entrance","lift","accessible toilet","quiet room"]');
CREATE TABLE offerLocation (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    locationID TEXT NOT NULL REFERENCES location(id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    PRIMARY KEY (offerID, locationID)
) STRICT, WITHOUT ROWID;
INSERT INTO offerLocation VALUES('00dacd05-215f-59b1-a366-9b326e168929','8070e2e8-60f2-51c8-a80e-918aeec33f3f',0);
INSERT INTO offerLocation VALUES('02458434-d7ea-5f50-81fd-4ea975966e69','7eb982b0-3100-5d04-b5ac-e3aeeae971d8',0);
INSERT INTO offerLocation VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b','280c5e36-59fc-5aef-910f-528e5ebf314f',0);
INSERT INTO offerLocation VALUES('56035651-a967-5de7-ad04-a1281ce890df','bc0b5062-0f31-55d9-9167-020e633b3b69',0);
INSERT INTO offerLocation VALUES('7100cfcf-b1a0-5681-97dc-26b98c4abaeb','d544bc87-0df4-516d-ae21-64178aff110b',0);
INSERT INTO offerLocation VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54','8070e2e8-60f2-51c8-a80e-918aeec33f3f',0);
INSERT INTO offerLocation VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417','7eb982b0-3100-5d04-b5ac-e3aeeae971d8',0);
INSERT INTO offerLocation VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33','7eb982b0-3100-5d04-b5ac-e3aeeae971d8',0);
INSERT INTO offerLocation VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2','bc0b5062-0f31-55d9-9167-020e633b3b69',0);
INSERT INTO offerLocation VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d','8070e2e8-60f2-51c8-a80e-918aeec33f3f',0);
INSERT INTO offerLocation VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5','36f2255b-af13-5ede-bd1a-6e4e0bb08251',0);
INSERT INTO offerLocation VALUES('edf50004-8557-5275-8c77-12c95bd706b3','bc0b5062-0f31-55d9-9167-020e633b3b69',0);
INSERT INTO offerLocation VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84','8070e2e8-60f2-51c8-a80e-918aeec33f3f',0);
INSERT INTO offerLocation VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada','280c5e36-59fc-5aef-910f-528e5ebf314f',0);
CREATE TABLE schedule (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    frequency TEXT CHECK (frequency IN ('WEEKLY', 'MONTHLY')),
    interval INTEGER NOT NULL CHECK (interval >= 1),
    days TEXT NOT NULL CHECK (json_valid(days)),
    weekOfMonth INTEGER CHECK (weekOfMonth BETWEEN -1 AND 5),
    dayOfMonth INTEGER CHECK (dayOfMonth BETWEEN 1 AND 31),
    opensAt TEXT CHECK (opensAt GLOB '[0-2][0-9]:[0-5][0-9]'),
    closesAt TEXT CHECK (closesAt GLOB '[0-2][0-9]:[0-5][0-9]'),
    validFrom TEXT,
    validTo TEXT,
    description TEXT,
    PRIMARY KEY (offerID, position)
) STRICT, WITHOUT ROWID;
INSERT INTO schedule VALUES('00dacd05-215f-59b1-a366-9b326e168929',0,'WEEKLY',1,'["MO"]',NULL,NULL,'17:00','19:30',NULL,NULL,NULL);
INSERT INTO schedule VALUES('0103d3a1-d0d7-52a3-b84c-c35d8beb4c58',0,'WEEKLY',1,'["MO","TU","TH"]',NULL,NULL,'10:00','15:30',NULL,NULL,NULL);
INSERT INTO schedule VALUES('02458434-d7ea-5f50-81fd-4ea975966e69',0,'WEEKLY',1,'["TU"]',NULL,NULL,'17:30','19:00',NULL,NULL,'New group begins on the first Tuesday of each month');
INSERT INTO schedule VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b',0,'WEEKLY',1,'["MO","FR"]',NULL,NULL,'10:15','12:15',NULL,NULL,NULL);
INSERT INTO schedule VALUES('098be34d-da9a-580d-ab76-5b3ba46152af',0,'WEEKLY',1,'["WE"]',NULL,NULL,'18:30','19:45',NULL,NULL,NULL);
INSERT INTO schedule VALUES('56035651-a967-5de7-ad04-a1281ce890df',0,'WEEKLY',1,'["MO","TH"]',NULL,NULL,'10:00','13:45',NULL,NULL,NULL);
INSERT INTO schedule VALUES('7100cfcf-b1a0-5681-97dc-26b98c4abaeb',0,'WEEKLY',2,'["WE"]',NULL,NULL,'13:30','15:30','2024-01-01',NULL,'Every other week');
INSERT INTO schedule VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',0,'WEEKLY',1,'["MO","TU","WE","TH"]',NULL,NULL,'08:00','20:00',NULL,NULL,NULL);
INSERT INTO schedule VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',1,'WEEKLY',1,'["FR"]',NULL,NULL,'08:00','17:00',NULL,NULL,NULL);
INSERT INTO schedule VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33',0,'WEEKLY',1,'["MO","WE"]',NULL,NULL,'14:00','20:00',NULL,NULL,NULL);
INSERT INTO schedule VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2',0,'WEEKLY',1,'["WE"]',NULL,NULL,'13:30','16:30',NULL,NULL,NULL);
INSERT INTO schedule VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d',0,'WEEKLY',1,'["MO","TU","WE","TH","FR"]',NULL,NULL,'09:30','16:30',NULL,NULL,'Your own slot is agreed with you');
INSERT INTO schedule VALUES('c9d67eb2-c01a-5874-92e4-7e68406c0e34',0,'WEEKLY',1,'["MO","TH"]',NULL,NULL,'12:00','15:00',NULL,NULL,NULL);
INSERT INTO schedule VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9',0,'WEEKLY',1,'["WE"]',NULL,NULL,'11:00','12:00',NULL,NULL,'Meet at the bandstand in Fenwick Park');
INSERT INTO schedule VALUES('edf50004-8557-5275-8c77-12c95bd706b3',0,'WEEKLY',1,'["TU","WE","FR"]',NULL,NULL,'10:00','17:00',NULL,NULL,'By appointment');
INSERT INTO schedule VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84',0,'WEEKLY',1,'["TU","WE","TH"]',NULL,NULL,'17:00','20:30',NULL,NULL,NULL);
INSERT INTO schedule VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84',1,'WEEKLY',1,'["FR"]',NULL,NULL,'17:00','21:30',NULL,NULL,NULL);
INSERT INTO schedule VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada',0,'WEEKLY',2,'["TH"]',NULL,NULL,'19:00','21:00','2024-01-01',NULL,'Every other Thursday');
CREATE TABLE costOption (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    pence INTEGER CHECK (pence >= 0),
    per TEXT,
    note TEXT,
    PRIMARY KEY (offerID, position)
) STRICT, WITHOUT ROWID;
INSERT INTO costOption VALUES('00dacd05-215f-59b1-a366-9b326e168929',0,0,NULL,NULL);
INSERT INTO costOption VALUES('0103d3a1-d0d7-52a3-b84c-c35d8beb4c58',0,0,NULL,NULL);
INSERT INTO costOption VALUES('02458434-d7ea-5f50-81fd-4ea975966e69',0,0,NULL,NULL);
INSERT INTO costOption VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795',0,0,NULL,NULL);
INSERT INTO costOption VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b',0,0,NULL,'There is a tin for biscuit money');
INSERT INTO costOption VALUES('098be34d-da9a-580d-ab76-5b3ba46152af',0,0,NULL,NULL);
INSERT INTO costOption VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d',0,0,NULL,NULL);
INSERT INTO costOption VALUES('56035651-a967-5de7-ad04-a1281ce890df',0,0,NULL,'Bus fare paid back if you have no income');
INSERT INTO costOption VALUES('7100cfcf-b1a0-5681-97dc-26b98c4abaeb',0,0,NULL,'Chips are extra');
INSERT INTO costOption VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54',0,300,'day','Free with free school meals');
INSERT INTO costOption VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',0,0,NULL,NULL);
INSERT INTO costOption VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33',0,0,NULL,NULL);
INSERT INTO costOption VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2',0,0,NULL,NULL);
INSERT INTO costOption VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d',0,0,NULL,NULL);
INSERT INTO costOption VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d',0,0,NULL,NULL);
INSERT INTO costOption VALUES('c9d67eb2-c01a-5874-92e4-7e68406c0e34',0,0,NULL,NULL);
INSERT INTO costOption VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5',0,0,NULL,NULL);
INSERT INTO costOption VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9',0,0,NULL,NULL);
INSERT INTO costOption VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757',0,0,NULL,NULL);
INSERT INTO costOption VALUES('edf50004-8557-5275-8c77-12c95bd706b3',0,0,NULL,NULL);
INSERT INTO costOption VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84',0,50,'visit','Nobody is turned away without it');
INSERT INTO costOption VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada',0,0,NULL,NULL);
CREATE TABLE phone (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number TEXT NOT NULL CHECK (trim(number) <> ''),
    description TEXT,
    PRIMARY KEY (offerID, position)
) STRICT, WITHOUT ROWID;
INSERT INTO phone VALUES('00dacd05-215f-59b1-a366-9b326e168929',0,'020 7946 0618',NULL);
INSERT INTO phone VALUES('0103d3a1-d0d7-52a3-b84c-c35d8beb4c58',0,'020 7946 0403',NULL);
INSERT INTO phone VALUES('02458434-d7ea-5f50-81fd-4ea975966e69',0,'020 7946 0531',NULL);
INSERT INTO phone VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795',0,'020 7946 0504',NULL);
INSERT INTO phone VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b',0,'020 7946 0501',NULL);
INSERT INTO phone VALUES('098be34d-da9a-580d-ab76-5b3ba46152af',0,'020 7946 0531',NULL);
INSERT INTO phone VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d',0,'020 7946 0506',NULL);
INSERT INTO phone VALUES('56035651-a967-5de7-ad04-a1281ce890df',0,'020 7946 0386',NULL);
INSERT INTO phone VALUES('7100cfcf-b1a0-5681-97dc-26b98c4abaeb',0,'020 7946 0402',NULL);
INSERT INTO phone VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54',0,'020 7946 0618',NULL);
INSERT INTO phone VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',0,'020 7946 0531',NULL);
INSERT INTO phone VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33',0,'020 7946 0533',NULL);
INSERT INTO phone VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2',0,'07700 900386',NULL);
INSERT INTO phone VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d',0,'020 7946 0619',NULL);
INSERT INTO phone VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d',0,'020 7946 0505',NULL);
INSERT INTO phone VALUES('c9d67eb2-c01a-5874-92e4-7e68406c0e34',0,'020 7946 0532',NULL);
INSERT INTO phone VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5',0,'0808 157 0386',NULL);
INSERT INTO phone VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9',0,'020 7946 0501',NULL);
INSERT INTO phone VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757',0,'020 7946 0402',NULL);
INSERT INTO phone VALUES('edf50004-8557-5275-8c77-12c95bd706b3',0,'020 7946 0386',NULL);
INSERT INTO phone VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84',0,'020 7946 0618',NULL);
INSERT INTO phone VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada',0,'020 7946 0501',NULL);
CREATE TABLE contact (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT,
    role TEXT,
    email TEXT,
    PRIMARY KEY (offerID, position)
) STRICT, WITHOUT ROWID;
INSERT INTO contact VALUES('00dacd05-215f-59b1-a366-9b326e168929',0,NULL,'Girls'' worker',NULL);
INSERT INTO contact VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795',0,NULL,'Matching officer',NULL);
INSERT INTO contact VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b',0,NULL,'Tea host',NULL);
INSERT INTO contact VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d',0,NULL,'Home support lead',NULL);
INSERT INTO contact VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54',0,NULL,'Trips organiser',NULL);
INSERT INTO contact VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',0,NULL,'Duty clinician',NULL);
INSERT INTO contact VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2',0,NULL,'Families worker',NULL);
INSERT INTO contact VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d',0,NULL,'Mentoring lead',NULL);
INSERT INTO contact VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d',0,NULL,'Calls organiser',NULL);
INSERT INTO contact VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757',0,NULL,'Advocacy manager',NULL);
INSERT INTO contact VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84',0,NULL,'Door worker',NULL);
CREATE TABLE language (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (offerID, position)
) STRICT, WITHOUT ROWID;
INSERT INTO language VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795',0,'English');
INSERT INTO language VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795',1,'Yoruba');
INSERT INTO language VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795',2,'Portuguese');
INSERT INTO language VALUES('56035651-a967-5de7-ad04-a1281ce890df',0,'English');
INSERT INTO language VALUES('56035651-a967-5de7-ad04-a1281ce890df',1,'Arabic');
INSERT INTO language VALUES('56035651-a967-5de7-ad04-a1281ce890df',2,'Tigrinya');
INSERT INTO language VALUES('56035651-a967-5de7-ad04-a1281ce890df',3,'Farsi');
INSERT INTO language VALUES('56035651-a967-5de7-ad04-a1281ce890df',4,'Somali');
INSERT INTO language VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',0,'English');
INSERT INTO language VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',1,'Spanish');
INSERT INTO language VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',2,'Portuguese');
INSERT INTO language VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33',0,'Spanish');
INSERT INTO language VALUES('edf50004-8557-5275-8c77-12c95bd706b3',0,'English');
INSERT INTO language VALUES('edf50004-8557-5275-8c77-12c95bd706b3',1,'Arabic');
INSERT INTO language VALUES('edf50004-8557-5275-8c77-12c95bd706b3',2,'Yoruba');
INSERT INTO language VALUES('edf50004-8557-5275-8c77-12c95bd706b3',3,'Portuguese');
CREATE TABLE serviceArea (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (offerID, position)
) STRICT, WITHOUT ROWID;
INSERT INTO serviceArea VALUES('00dacd05-215f-59b1-a366-9b326e168929',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('0103d3a1-d0d7-52a3-b84c-c35d8beb4c58',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('02458434-d7ea-5f50-81fd-4ea975966e69',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b',0,'SE15');
INSERT INTO serviceArea VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b',1,'SE14');
INSERT INTO serviceArea VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b',2,'SE4');
INSERT INTO serviceArea VALUES('098be34d-da9a-580d-ab76-5b3ba46152af',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d',0,'SE8');
INSERT INTO serviceArea VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d',1,'SE14');
INSERT INTO serviceArea VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d',2,'SE15');
INSERT INTO serviceArea VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d',3,'SE16');
INSERT INTO serviceArea VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('c9d67eb2-c01a-5874-92e4-7e68406c0e34',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5',0,'England');
INSERT INTO serviceArea VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9',0,'SE14');
INSERT INTO serviceArea VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9',1,'SE4');
INSERT INTO serviceArea VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('edf50004-8557-5275-8c77-12c95bd706b3',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84',0,'Merrowbridge');
INSERT INTO serviceArea VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada',0,'Merrowbridge');
CREATE TABLE attribute (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT,
    taxonomy TEXT,
    name TEXT NOT NULL,
    PRIMARY KEY (offerID, position)
) STRICT, WITHOUT ROWID;
INSERT INTO attribute VALUES('00dacd05-215f-59b1-a366-9b326e168929',0,'esd:12','esdServiceTypes','Tea');
CREATE TABLE need (
    id TEXT NOT NULL PRIMARY KEY CHECK (id NOT GLOB '*[^a-z0-9-]*'),
    name TEXT NOT NULL UNIQUE,
    layWords TEXT NOT NULL CHECK (json_valid(layWords))
) STRICT;
INSERT INTO need VALUES('food','Food','["food bank","foodbank","food parcel","food voucher","hungry","nothing to eat","free meal","soup kitchen","pantry","community fridge","food club","meals on wheels","holiday hunger","healthy start"]');
INSERT INTO need VALUES('homelessness','Homelessness','["rough sleeping","on the streets","no fixed abode","NFA","night shelter","hostel","sofa surfing","day centre for the homeless"]');
INSERT INTO need VALUES('loneliness','Loneliness','["lonely","isolated","no friends","don''t see anyone","stuck indoors","befriending","someone to talk to","company","meet people","make friends","social group","coffee morning","drop-in"]');
INSERT INTO need VALUES('anxiety-and-low-mood','Anxiety and low mood','["anxious","worried all the time","nerves","panic attacks","low mood","feeling down","depressed","depression","can''t cope","stressed","stress","burnt out","talking therapy","counselling","IAPT","CBT"]');
INSERT INTO need VALUES('older-people','Older people','["elderly","pensioner","OAP","retired","senior","over 50s","over 60s","later life","old people"]');
INSERT INTO need VALUES('falls-and-mobility','Falls and mobility','["falls","unsteady","balance","strength","chair exercise","walking frame","stairlift","grab rails","aids and adaptations","handyman"]');
INSERT INTO need VALUES('disability','Disability','["disabled","wheelchair","access","blue badge","PIP","personal assistant","day centre"]');
INSERT INTO need VALUES('learning-disability','Learning disability','["learning difficulties","LD","special needs","Down''s syndrome","supported living","supported employment","easy read"]');
INSERT INTO need VALUES('long-term-condition','Long-term condition','["diabetes","COPD","asthma","arthritis","heart failure","stroke","MS","Parkinson''s","ME","fibromyalgia","chronic pain","long covid","IBS","epilepsy"]');
INSERT INTO need VALUES('physical-activity','Physical activity','["exercise","gym","walking group","swimming","yoga","tai chi","pilates","dance","cycling","gardening","keep fit","exercise referral"]');
INSERT INTO need VALUES('skills-and-learning','Skills and learning','["course","class","adult education","maths","English","reading and writing","computers","digital skills","get online","IT help"]');
INSERT INTO need VALUES('immigration-and-asylum','Immigration and asylum','["asylum seeker","refugee","visa","leave to remain","no recourse to public funds","NRPF","Home Office","settled status","trafficking"]');
INSERT INTO need VALUES('sexual-violence','Sexual violence','["rape","sexual assault","SARC","survivor","childhood abuse"]');
INSERT INTO need VALUES('children-and-young-people','Children and young people','["kids","youth club","teenagers","teens","after-school","holiday club","young person","CAMHS","bullied","school refusal","mentoring"]');
INSERT INTO need VALUES('women','Women','["women''s group","women only","ladies","menopause","mums"]');
INSERT INTO need VALUES('ethnic-and-faith-communities','Ethnic and faith communities','["BAME","BME","global majority","Somali","Bengali","Sylheti","Turkish","Kurdish","Polish","Urdu","Punjabi","Chinese","Vietnamese","Gypsy Roma Traveller","GRT","Muslim","Jewish","Sikh","Hindu","church","mosque"]');
INSERT INTO need VALUES('offending','Offending','["ex-offender","prison","probation","criminal record","prisoners'' families"]');
INSERT INTO need VALUES('victims-of-crime','Victims of crime','["hate crime","racist abuse","burgled","scam","scammed","fraud","anti-social behaviour","ASB"]');
INSERT INTO need VALUES('legal-advice','Legal advice','["solicitor","law centre","free legal advice","legal aid","will","power of attorney","LPA","employment tribunal","discrimination"]');
INSERT INTO need VALUES('advocacy','Advocacy','["someone to speak for me","speak up","complaint about the NHS","advocate","IMCA","IMHA","help at appointments"]');
INSERT INTO need VALUES('home-and-practical-help','Home and practical help','["cleaner","shopping","gardening","decluttering","hoarding","home from hospital","handyman","telecare","lifeline pendant","furniture","white goods","beds"]');
INSERT INTO need VALUES('nature','Nature','["gardening","allotment","city farm","green prescribing","nature","walking","conservation volunteering","forest bathing"]');
INSERT INTO need VALUES('sleep','Sleep','["insomnia","can''t sleep","sleep problems"]');
CREATE TABLE offerNeed (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    needID TEXT NOT NULL REFERENCES need(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (offerID, needID)
) STRICT, WITHOUT ROWID;
INSERT INTO offerNeed VALUES('00dacd05-215f-59b1-a366-9b326e168929','children-and-young-people',0);
INSERT INTO offerNeed VALUES('00dacd05-215f-59b1-a366-9b326e168929','physical-activity',2);
INSERT INTO offerNeed VALUES('00dacd05-215f-59b1-a366-9b326e168929','women',1);
INSERT INTO offerNeed VALUES('0103d3a1-d0d7-52a3-b84c-c35d8beb4c58','advocacy',0);
INSERT INTO offerNeed VALUES('0103d3a1-d0d7-52a3-b84c-c35d8beb4c58','long-term-condition',1);
INSERT INTO offerNeed VALUES('02458434-d7ea-5f50-81fd-4ea975966e69','anxiety-and-low-mood',1);
INSERT INTO offerNeed VALUES('02458434-d7ea-5f50-81fd-4ea975966e69','sleep',0);
INSERT INTO offerNeed VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795','loneliness',0);
INSERT INTO offerNeed VALUES('029bb0bc-6d29-5bd5-af20-0a9f82ebc795','older-people',1);
INSERT INTO offerNeed VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b','loneliness',0);
INSERT INTO offerNeed VALUES('035bdd9d-87a5-5225-9bfc-fcb56591f62b','older-people',1);
INSERT INTO offerNeed VALUES('098be34d-da9a-580d-ab76-5b3ba46152af','anxiety-and-low-mood',0);
INSERT INTO offerNeed VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d','falls-and-mobility',2);
INSERT INTO offerNeed VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d','home-and-practical-help',1);
INSERT INTO offerNeed VALUES('462c86cd-c18a-5328-a35a-d0a3deafda9d','older-people',0);
INSERT INTO offerNeed VALUES('56035651-a967-5de7-ad04-a1281ce890df','ethnic-and-faith-communities',2);
INSERT INTO offerNeed VALUES('56035651-a967-5de7-ad04-a1281ce890df','food',1);
INSERT INTO offerNeed VALUES('56035651-a967-5de7-ad04-a1281ce890df','immigration-and-asylum',0);
INSERT INTO offerNeed VALUES('7100cfcf-b1a0-5681-97dc-26b98c4abaeb','advocacy',0);
INSERT INTO offerNeed VALUES('7100cfcf-b1a0-5681-97dc-26b98c4abaeb','learning-disability',1);
INSERT INTO offerNeed VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54','children-and-young-people',0);
INSERT INTO offerNeed VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54','food',2);
INSERT INTO offerNeed VALUES('7241e22b-f7dc-590c-abe0-b0e0e9062d54','nature',1);
INSERT INTO offerNeed VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417','anxiety-and-low-mood',0);
INSERT INTO offerNeed VALUES('7cb39ba5-bbb1-5b72-b37b-f5dcbe79b417','sleep',1);
INSERT INTO offerNeed VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33','anxiety-and-low-mood',0);
INSERT INTO offerNeed VALUES('869cffd3-051c-55ee-9c85-e22e13b8df33','ethnic-and-faith-communities',1);
INSERT INTO offerNeed VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2','advocacy',1);
INSERT INTO offerNeed VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2','homelessness',2);
INSERT INTO offerNeed VALUES('a6295a36-8fba-5cf8-9c2e-7e045840f2e2','immigration-and-asylum',0);
INSERT INTO offerNeed VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d','children-and-young-people',0);
INSERT INTO offerNeed VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d','offending',1);
INSERT INTO offerNeed VALUES('ba9c1910-8fe4-51b5-bbe6-d55a50d6610d','skills-and-learning',2);
INSERT INTO offerNeed VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d','disability',1);
INSERT INTO offerNeed VALUES('c4553765-fda1-5fca-abb6-b4a7c6a8e14d','loneliness',0);
INSERT INTO offerNeed VALUES('c9d67eb2-c01a-5874-92e4-7e68406c0e34','long-term-condition',1);
INSERT INTO offerNeed VALUES('c9d67eb2-c01a-5874-92e4-7e68406c0e34','sleep',0);
INSERT INTO offerNeed VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5','immigration-and-asylum',1);
INSERT INTO offerNeed VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5','sexual-violence',2);
INSERT INTO offerNeed VALUES('d0a59aeb-f44c-5d21-97af-3d6913d711b5','victims-of-crime',0);
INSERT INTO offerNeed VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9','falls-and-mobility',2);
INSERT INTO offerNeed VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9','loneliness',0);
INSERT INTO offerNeed VALUES('d628fd9a-6049-5e5f-b24c-25c0da6cf4d9','physical-activity',1);
INSERT INTO offerNeed VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757','advocacy',0);
INSERT INTO offerNeed VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757','disability',2);
INSERT INTO offerNeed VALUES('edde675b-bcef-52d5-a589-aa1a7d9f5757','learning-disability',1);
INSERT INTO offerNeed VALUES('edf50004-8557-5275-8c77-12c95bd706b3','immigration-and-asylum',0);
INSERT INTO offerNeed VALUES('edf50004-8557-5275-8c77-12c95bd706b3','legal-advice',1);
INSERT INTO offerNeed VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84','children-and-young-people',0);
INSERT INTO offerNeed VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84','food',1);
INSERT INTO offerNeed VALUES('f0c935c0-a62a-5bbb-8ae3-91a2effe9f84','loneliness',2);
INSERT INTO offerNeed VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada','anxiety-and-low-mood',1);
INSERT INTO offerNeed VALUES('f554e9f0-5dc0-5be2-bb15-67364ff5dada','loneliness',0);
CREATE TABLE outcode (
    code TEXT NOT NULL PRIMARY KEY,
    latitude REAL NOT NULL CHECK (latitude BETWEEN 49 AND 61),
    longitude REAL NOT NULL CHECK (longitude BETWEEN -9 AND 3),
    place TEXT NOT NULL,
    district TEXT NOT NULL
) STRICT;
INSERT INTO outcode VALUES('E8',51.54111000000000331,-0.062689999999999995727,'Dalston','Hackney');
INSERT INTO outcode VALUES('SE4',51.46343000000000245,-0.0355999999999999997,'Brockley','Lewisham');
INSERT INTO outcode VALUES('SE15',51.471760000000003286,-0.070669999999999996709,'Peckham','Southwark');
CREATE TABLE indexDirty (
    offerID TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO indexDirty VALUES('00dacd05-215f-59b1-a366-9b326e168929',303);
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('areas','24b2d189227450cdb1b2b6943a79f06b3b9bc46aee8ff5f87976683e6227dd83');
INSERT INTO setting VALUES('demo','yes');
INSERT INTO setting VALUES('indexed','302');
INSERT INTO setting VALUES('needs','5e15d1222818f2521cb32e5197032264f1fbad92efaf0ec67c5621249723d7b');
INSERT INTO setting VALUES('outcodes','87ffc09126edc57eb6b27323f4f212a986a9fab64164a23398a6d6a17c9a41');
INSERT INTO setting VALUES('place','c3cfe07f-b436-4c61-8472-216f0c1ffb64');
INSERT INTO setting VALUES('places','21c788afc0bfafbdaaadf6684d692ea89c8dceb3e5fef982f0b7aef8e7f241d2');
INSERT INTO setting VALUES('practices','1cdce729e1c01c3f50b29115a2418e2b4d1f341d1df343bdce648453239b9fe');
INSERT INTO setting VALUES('revision','302');
CREATE TABLE practice (
    code TEXT NOT NULL PRIMARY KEY CHECK (length(code) = 6 AND code = upper(code)),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    phone TEXT,
    takesPart INTEGER NOT NULL DEFAULT 0 CHECK (takesPart IN (0, 1))
) STRICT;
INSERT INTO practice VALUES('ZZ0001','Merrow Cross Surgery','2 Fuller''s Row, Merrow Cross, London','SE15 2CK','020 7946 0900',1);
INSERT INTO practice VALUES('ZZ0002','Lantern Green Medical Practice','64 Candlewick Lane, Lantern Green, London','SE4 3KM','020 7946 0901',1);
INSERT INTO practice VALUES('ZZ0003','Hythe Steps Health Centre','10 Hythe Steps, Tanner''s Hythe, London','SE16 4MV','020 7946 0902',1);
INSERT INTO practice VALUES('ZZ0004','Saltgate Family Practice','Saltpan Health Centre, 60 Saltpan Row, Saltgate, London','SE14 5VK','020 7946 0903',1);
INSERT INTO practice VALUES('ZZ0005','Old Dock Surgery','27 Capstan Street, Old Dock, London','SE8 3MI','020 7946 0904',1);
INSERT INTO practice VALUES('ZZ0006','Bandstand Road Practice','5 Bandstand Road, Fenwick Park, London','SE14 6OK','020 7946 0905',1);
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    role TEXT NOT NULL CHECK (role IN
        ('receptionist', 'link worker', 'organisation', 'practice', 'steward', 'administrator')),
    organisationID TEXT REFERENCES organisation(id) ON DELETE RESTRICT,
    practiceCode TEXT REFERENCES practice(code) ON DELETE RESTRICT,
    passwordHash TEXT NOT NULL,
    disabledAt TEXT,
    createdAt TEXT NOT NULL,
    CHECK ((role = 'organisation') = (organisationID IS NOT NULL)),
    CHECK ((role IN ('practice', 'receptionist')) = (practiceCode IS NOT NULL))
) STRICT;
INSERT INTO account VALUES('75a114cb-d574-5a49-b640-d77a4cf80ad9','linkworker@demo.fingerpost.example','Ruth Adeyemi','link worker',NULL,NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('98b05580-ee12-588e-8161-854c2dac5ce8','linkworker2@demo.fingerpost.example','Bilal Hartnoll','link worker',NULL,NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('10cf4d7f-90cb-503c-b6ba-5f01a34a5c61','gp@demo.fingerpost.example','Dr Meena Castelow','practice',NULL,'ZZ0001','no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('99456cdd-f4b2-559b-be65-07d5e23b728a','gp2@demo.fingerpost.example','Dr Oisin Bakewell','practice',NULL,'ZZ0002','no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('3e812cca-b1d0-588d-8251-a679d9c857b7','vcse@demo.fingerpost.example','Josie Lamptey-Burke','organisation','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9',NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('7013efe3-b9ae-52eb-a7d4-bafc2c6e715b','halfpenny-doorstep-friends@demo.fingerpost.example','Derek Vassell','organisation','b751dba3-fd72-54d3-bb6f-4731b10eaa15',NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('d3ef0ce1-07cf-5226-9a5b-7d65362b52d9','arch-nine-youth@demo.fingerpost.example','Marlon Tidy','organisation','dadb155d-05d6-5e21-b4b3-70754282cf47',NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('acb08b01-5316-5a84-848e-e9639dc53cb6','landing-stage-migrant-aid@demo.fingerpost.example','Volunteer at The Landing Stage','organisation','167418f1-10d8-5330-9bc9-f94d5d6890a6',NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('38eaa811-674c-516e-8000-4bf246d13765','say-it-plain-advocacy@demo.fingerpost.example','Volunteer at Say It Plain','organisation','2a65322b-6420-5c60-868c-68a3e9aa8f1b',NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
INSERT INTO account VALUES('11b4a72d-da48-51cc-b56b-cadfaff2c430','merrowbridge-talking-rooms@demo.fingerpost.example','Volunteer at Merrowbridge Talking Rooms','organisation','059f0680-f739-523b-9397-0e7d196ad424',NULL,'no password opens this',NULL,'2025-10-17 10:00:00.000');
CREATE TABLE session (
    tokenHash BLOB NOT NULL PRIMARY KEY CHECK (length(tokenHash) = 32),
    accountID TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    createdAt TEXT NOT NULL,
    lastSeenAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO session VALUES(X'3f3af1ecebbd1410ab417ec0d27bbfcb5d340e177ae159b59fc8626c2dfd9175','10cf4d7f-90cb-503c-b6ba-5f01a34a5c61','2026-11-01 09:00:00.000','2026-11-02 09:00:00.000');
CREATE TABLE audit (
    sequence INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    actorID TEXT,
    role TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO audit VALUES(1,'2026-11-21 10:00:00.000','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','referral made','5675b8a1-b522-4320-9465-a9fab1df124f',X'1a5a3170946f08a7346be880a47e3e9a54055d96a74e2b80aeed0a7b76bb2361');
INSERT INTO audit VALUES(2,'2026-11-19 10:00:00.000','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','referral made','2896d1d4-7da5-4d53-a477-66aede3efbb1',X'a2bb362568bcdb5f674ab32f74c6a84db29cf20195cf8c2ee4f0f89e8a7de15b');
INSERT INTO audit VALUES(3,'2026-11-16 10:00:00.000','10cf4d7f-90cb-503c-b6ba-5f01a34a5c61','practice','referral made','bce57735-0988-4cec-b6fe-6d61b3c9d8b3',X'8dbdcd3b9983f6f226e671b5a57b659885e9d1c4224a291a31905df9541c5452');
INSERT INTO audit VALUES(4,'2026-11-20 10:00:00.000','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','referral made','5419d37f-600a-479c-a589-294de6441c3f',X'46e9f9599e3dd4e2f64ce549efb3a249e7ce9cbd18b8d4b6934306c67c0f8eb4');
INSERT INTO audit VALUES(5,'2026-11-18 10:00:00.000','10cf4d7f-90cb-503c-b6ba-5f01a34a5c61','practice','referral made','b14a9325-5566-425e-89a8-f5a7d5ba8c48',X'd1ee74e53709cc22376c566645ff173172bc8f5c966d47bd30c3430964e9d318');
INSERT INTO audit VALUES(6,'2026-11-17 10:00:00.000','7ea69b80-211e-58cd-a1ec-a02779302526','practice','referral made','47e8b66f-35c9-4dc2-b0ba-2cc708a57c1f',X'2da9595b7f9a92a1309e04effdb568865c97221cfe417451dbcef470e53fbae8');
INSERT INTO audit VALUES(7,'2026-11-14 10:00:00.000','98b05580-ee12-588e-8161-854c2dac5ce8','link worker','referral made','fccbbfb8-29b6-4d1f-94d9-b417152912b3',X'344d17947ad4ef17d9121035c695b5c1918f2f7791c954b277f33175f1d6c5fa');
INSERT INTO audit VALUES(8,'2026-11-15 10:00:00.000','98b05580-ee12-588e-8161-854c2dac5ce8','link worker','referral made','61fc1548-ab71-4a58-b429-bba825ccaaed',X'ff41e0d38ce462a0702dd0bcbb2ba9b9e04ccc6d47c028f6555d7cd2223e5430');
INSERT INTO audit VALUES(9,'2026-11-13 10:00:00.000','99456cdd-f4b2-559b-be65-07d5e23b728a','practice','referral made','4c1e8d96-c1ee-4686-8d52-d93886c3264d',X'285975e99ac8160429c3cba220ac180deabb89a7e2429bb7a2fae7ba65fa40a7');
INSERT INTO audit VALUES(10,'2026-11-09 10:00:00.000','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','referral made','7aeadaeb-4704-4b2c-b810-d1e7dbfc10c0',X'8399d191ba1ff52994c1445eb774b8832f3831eabb8da09508d9dd09f5cc055d');
INSERT INTO audit VALUES(11,'2026-11-10 10:00:00.000','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','referral made','22107a10-59ff-4944-b527-d9eeacff30ef',X'716930e761a5acb265cd5d3f6dd224892e70434f0d8e1e2dcb735bec0e31f1b2');
INSERT INTO audit VALUES(12,'2026-11-12 10:01:00.000','3e812cca-b1d0-588d-8251-a679d9c857b7','organisation','referral moved','22107a10-59ff-4944-b527-d9eeacff30ef',X'001db1ff7f650f5cc1ed49ec39e588a0a2512ca1ed00aa2988adeb6237441047');
INSERT INTO audit VALUES(13,'2026-11-05 10:00:00.000','98b05580-ee12-588e-8161-854c2dac5ce8','link worker','referral made','1d8e5466-08aa-495a-8b1c-7199d871c192',X'f02dfae969b4dc140756360477dd8a6a80bdd9b6c32a78d66e63a85379a0c76e');
INSERT INTO audit VALUES(14,'2026-11-08 10:01:00.000','3e812cca-b1d0-588d-8251-a679d9c857b7','organisation','referral moved','1d8e5466-08aa-495a-8b1c-7199d871c192',X'a53bdf4a3e4b771e7c135617a5ee96ecd29f1a1dcf732846102b3786481d3871');
INSERT INTO audit VALUES(15,'2026-10-11 10:00:00.000','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','referral made','ed647d19-524c-4401-86cf-0e24a6443836',X'43fd1d2c7e4f987401f5a91403b50b1a360f262bc7fa2a10b42c338d5881d90a');
CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    details BLOB NOT NULL,
    nhsNumberHash BLOB CHECK (length(nhsNumberHash) = 32),
    createdAt TEXT NOT NULL
) STRICT;
INSERT INTO person VALUES('56633889-f742-404d-b1e9-54196b13ebea',X'ec8778bf8c46c9e1667e3bc91cdabdbe1116292afb65f8845ca76f37b64c18e890155b0f088275ef8508ed519a90f7fc3c6c5a45eaacde3362525c507fefaa8e4d300cfbe2dd1b3d3fdf3d7c47ac03dd85241436d11c756fcc6929d6a4a638c82a7ff9e91010f376feb54f54d4fc04c9770225e87d0dc4e5444a24f1873e18a776512f9b8b75173fe1686484f7c0f681c868',NULL,'2026-11-19 10:00:00.000');
INSERT INTO person VALUES('0c7d2b09-b953-4ad3-a6f4-c9fc7435e32d',X'2f1641344760b770a525b9ad5dc6d49a33f09c935cb99e5dc2aa931c477e0754f6b4c044b7e7636b40b1f351a9fa2cc6fa264d71aedb83ffde88836c8b12d93c758ae784878f39094663819451237d29a47d0416b6e9c229d98f1453235922790e57b02653ca18ae58ea1ab9b349110c424f1af295c87ed2c3b37bcfd001f03a0a911fedefdaa3c3067889d2b52eb9f173bfab2420d631f52c5aa6d83b6f582604392fabe33efbb56705c0c8b0fa90b195744742eafbc46f7297b385a0e2',X'51131d6160a6a9640d2030a71be02006423e71849bfb3f15bf00549b701d62e6','2026-11-10 10:00:00.000');
INSERT INTO person VALUES('2b21fe5b-9227-4dd2-a3ab-aa61986c33ad',X'1278712ea6e08637b3abffe3e6df5c3fb6a8bce97c1125cce99ca26cfdaf49aba0ead0b8952bf9ef05e3091f751d330a1e8ca7da9638db0eaac03d5984b3621025cb081e79088a01e940e3cf62305d68f7278b476b2f689b8858c9bc79bc23fa5a99108d055e0f5787cbb13b24511424836f5afc23c832dcd27bb866edf9fc181829ad1ff1145a47',NULL,'2026-11-05 10:00:00.000');
INSERT INTO person VALUES('41a258de-52f2-47d8-8e06-9a3cd18f566e',X'299df520808ee7c22311ade9dbb8b50cd75e713e61313bb690cb9b63e21e29dad5cae3ec94aa84855c30be42e2768011dcf5638d6507c2352bd5cb893d1f494181f46d1e36cf668b4a766b2cafc4c26c026c7947329d3448ce3681ddea3f4eb11093d82feb3e898299f2c48e18cee0be6f91f79c8c7810d2b7afbde776a9b3f73d95',X'acd0e586f66d1ffb21a87abc85ebc97a1770732365ffa1a08ad3600418f48df5','2026-11-12 10:00:00.000');
INSERT INTO person VALUES('52595746-dad7-4b37-bad4-04f3812b6657',X'4ccc990b2a47461968a2cf3c457baffc88bfd152378464212960b4851e647e834a95d2619ec6d996199c94526e04e4c3a3fe594075293a9a590873e71bf5426f6a57ddfb558afa0a8a79a26f0a2525e3e4b8f08757adc242d61f196031315b606b8c9cf657f9263d3742c6803ffbef601af5f8c431f1bb0d7e564eeb6c814512fa2ecb5e2acaf8ad6568f6567b93abbb4674ba126fb43c9bbfedd6631d64bdd7b09aecc32ad8100ea09903274718f63ca20a4d7a91f157b3d4b22e3014fc9b7b9d28e1fae9e2e986',X'c958969fb5f11195cccdd9ab92e399bb3c83ff666661fa21f16eca09cf162a01','2026-08-29 10:00:00.000');
INSERT INTO person VALUES('a77da230-b72c-4c48-84f4-d3ec75a0c6b2',X'3263c847b89d55ebe2854b4bda818edc0a6f05ed5d101f344125d8bbecd74a064f19d69861576f318438552fb1d4d338eacf5f1562ce114fc54f5a1ae1a46972b49681bd37adaa040cc009ed8d5630ee8effe0f591acd0b962db5f9f3fd8d04012b876c70c9c7c9a74276b1c6590183818ecf14b32713a8da52a4de237398bcce77a0ee81d8ae0681fdd9640c60929168683173b47c477909df984134c698ce609b6912c8f9e1c3134ba',X'f696b42a1742695f1d338e4cf164bce03dedf97c58a94177e9a22ee3b9aaf365','2026-08-04 10:00:00.000');
CREATE TABLE referral (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version INTEGER NOT NULL CHECK (version >= 1),
    state TEXT NOT NULL CHECK (state IN ('sent', 'waiting', 'accepted', 'active', 'closed')),
    stateSince TEXT NOT NULL,
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE RESTRICT,
    organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE RESTRICT,
    personID TEXT NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
    practiceCode TEXT NOT NULL REFERENCES practice(code) ON DELETE RESTRICT,
    referrerID TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
    referrerRole TEXT NOT NULL CHECK (referrerRole IN ('link worker', 'practice')),
    madeAt TEXT NOT NULL,
    expectedOn TEXT,
    startedOn TEXT,
    closure TEXT CHECK (closure IN ('answered', 'declined', 'withdrawn')),
    loop TEXT NOT NULL CHECK (loop IN ('not due', 'sent', 'received', 'filed', 'withheld')),
    loopSince TEXT NOT NULL,
    reportBack INTEGER NOT NULL CHECK (reportBack IN (0, 1)),
    CHECK ((state = 'closed') = (closure IS NOT NULL)),
    CHECK ((state = 'closed') = (loop <> 'not due')),
    CHECK (state <> 'active' OR startedOn IS NOT NULL),
    CHECK ((state = 'waiting') = (expectedOn IS NOT NULL)),
    CHECK (loop NOT IN ('sent', 'received', 'filed') OR reportBack)
) STRICT;
INSERT INTO referral VALUES('2896d1d4-7da5-4d53-a477-66aede3efbb1',1,'sent','2026-11-19 10:00:00.000','f554e9f0-5dc0-5be2-bb15-67364ff5dada','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','56633889-f742-404d-b1e9-54196b13ebea','ZZ0002','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','2026-11-19 10:00:00.000',NULL,NULL,NULL,'not due','2026-11-19 10:00:00.000',1);
INSERT INTO referral VALUES('22107a10-59ff-4944-b527-d9eeacff30ef',2,'waiting','2026-11-12 10:01:00.000','035bdd9d-87a5-5225-9bfc-fcb56591f62b','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','0c7d2b09-b953-4ad3-a6f4-c9fc7435e32d','ZZ0001','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','2026-11-10 10:00:00.000','2026-11-26',NULL,NULL,'not due','2026-11-10 10:00:00.000',1);
INSERT INTO referral VALUES('1d8e5466-08aa-495a-8b1c-7199d871c192',2,'waiting','2026-11-08 10:01:00.000','f554e9f0-5dc0-5be2-bb15-67364ff5dada','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','2b21fe5b-9227-4dd2-a3ab-aa61986c33ad','ZZ0004','98b05580-ee12-588e-8161-854c2dac5ce8','link worker','2026-11-05 10:00:00.000','2026-12-03',NULL,NULL,'not due','2026-11-05 10:00:00.000',0);
INSERT INTO referral VALUES('2e369c00-797c-45e3-89f0-1a725f4afceb',2,'accepted','2026-11-13 10:01:00.000','c4553765-fda1-5fca-abb6-b4a7c6a8e14d','b751dba3-fd72-54d3-bb6f-4731b10eaa15','41a258de-52f2-47d8-8e06-9a3cd18f566e','ZZ0002','99456cdd-f4b2-559b-be65-07d5e23b728a','practice','2026-11-12 10:00:00.000',NULL,NULL,NULL,'not due','2026-11-12 10:00:00.000',1);
INSERT INTO referral VALUES('2b775348-237f-4307-bf79-7a0271f4c134',6,'closed','2026-11-09 10:03:00.000','035bdd9d-87a5-5225-9bfc-fcb56591f62b','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','52595746-dad7-4b37-bad4-04f3812b6657','ZZ0001','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','2026-08-29 10:00:00.000',NULL,'2026-09-08','answered','filed','2026-11-11 10:05:00.000',1);
INSERT INTO referral VALUES('2c3ad729-0699-40cc-83b3-709a41e5bccd',4,'closed','2026-11-19 10:03:00.000','f554e9f0-5dc0-5be2-bb15-67364ff5dada','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','a77da230-b72c-4c48-84f4-d3ec75a0c6b2','ZZ0001','75a114cb-d574-5a49-b640-d77a4cf80ad9','link worker','2026-08-04 10:00:00.000',NULL,'2026-08-19','answered','sent','2026-11-19 10:03:00.000',1);
CREATE TABLE referralDetail (
    referralID TEXT NOT NULL PRIMARY KEY REFERENCES referral(id) ON DELETE RESTRICT,
    idempotencyKey TEXT NOT NULL,
    referrerID TEXT NOT NULL REFERENCES account(id),
    sharedFields TEXT NOT NULL CHECK (json_valid(sharedFields)),
    reason BLOB NOT NULL,
    UNIQUE (referrerID, idempotencyKey)
) STRICT, WITHOUT ROWID;
INSERT INTO referralDetail VALUES('1d8e5466-08aa-495a-8b1c-7199d871c192','seed 11','98b05580-ee12-588e-8161-854c2dac5ce8','["email","name","phone","reason"]',X'852afbb0eaae0e0deb663eb7289d5a386794aed2b610c7ec3dcd889762110bbb8bf93055453501b3329483c5c5dacbd633f78567cacf4fad13786dcc4988544604fcf6280640fd16327ce37636ed75b98e2ea23c6170517fda31023fd49466102bb090fc27be639d28798813457c042676e90c2f76ae0047e72b7c1e6426a17c7233b1a1bb0b81b047e086a0a2450bfc8f61cb9292084d64600987');
INSERT INTO referralDetail VALUES('22107a10-59ff-4944-b527-d9eeacff30ef','seed 10','75a114cb-d574-5a49-b640-d77a4cf80ad9','["date of birth","name","phone","reason"]',X'42df66b9a647643bc02b23e813f04d427c93f849bbc48ff1544fa7d43d4e0c4c4e05fcf9d643b11dffa4ac33f99218cad08abe12125de1c8ba5d4c26c343e1361131c545e8f28def79f4f107dc0622a95788075feb1d48e87dc86803846e300e25dbed8bd1614cd0f8a611cd373aaa8ce497929fde61902108d83e376a9be86736f2a8058b0160b37cad6936cbae31e1145fa010171add6563d2744e5e26f13d573cc00aeadfafd0d29ff6f6ff4d9b');
INSERT INTO referralDetail VALUES('2896d1d4-7da5-4d53-a477-66aede3efbb1','seed 1','75a114cb-d574-5a49-b640-d77a4cf80ad9','["email","name","phone","reason"]',X'b4d7c3eb3cf6c4f42cfe5a4323654b84b13d1898bc71ea60d1a52c8fcc0aaa6496176e7550c81052ef7a5e152608ff57d9f0b83236ea0b7f2f67dd1dd41487c50b07e1b0eb3c0a65f8f763f2c8526431cfca4f98a87d76f179862891ba34c445f846a2a66c762732664a7e98b53d880df6b4c2d5011d2672410149b5f870cf43e74acf4c29f6f02a1b344e9ba2d9496e680a472b87f87603f127fa9e6056ba392970c5d3b56baf7422db2e215ce49258866cb17e140b9204b327');
INSERT INTO referralDetail VALUES('2b775348-237f-4307-bf79-7a0271f4c134','seed 36','75a114cb-d574-5a49-b640-d77a4cf80ad9','["date of birth","name","phone","reason"]',X'9d9d3f0056c12d9bd6853d676baf829bec23198f429e45e487e0251f144744e0476146664d9187fbefc87fd410a39769a793876d65b056495be656b3469828f17e69f7210c1c8d1c02904085df3026f5a8cbea1052fec4bb6ed847d53b89a9b0de6d5ccbec7b11bba11ae4c50664a6f5285a5780ea0f6f0124456186f3441d2830b68eb34fbf06fc96ce0e3ca921593b7f38ceb244bf35dc509501416ef892a725952e9997b5c7fa2f77316cb87a26582e6e4a9e3e49ecb12a8deedab2d532fddc2ab4');
INSERT INTO referralDetail VALUES('2c3ad729-0699-40cc-83b3-709a41e5bccd','seed 37','75a114cb-d574-5a49-b640-d77a4cf80ad9','["email","name","phone","reason"]',X'8d0350e4cab27eab9d909de688f0310aee0b7d90b64609d793d30a62e5beb333484fa695c747571834594861860bd41e26a0fc480a05a31e5f5c26917430b3b69538c4c9155292b3a8d1c250962bc35310568f9cd9df9ac02f9537cd3447d48970df2d4eacb0fbe2f96be5a99d4083418032c22bc4952e237b3a40c7957c42d450f30ec49cf420cc4dc7e001533f06227f7615ede4d788f22974625f17a41330308857751805951d845f6e7db45cf4c22b56a2fdc3c5ef7782317462');
INSERT INTO referralDetail VALUES('2e369c00-797c-45e3-89f0-1a725f4afceb','seed 20','99456cdd-f4b2-559b-be65-07d5e23b728a','["date of birth","name","phone","reason"]',X'1409e48161cb113edc86c83a2e7b88d7024562ff9d051260697b002cc2249ad3616b7f86c452a379236ed776eb57347e26bb9ba7fa90b35905ac99c864069805849881c5d26df9c2f32e68f30be94c692c526a37c975abb3dab35945a2647f79929ad5974912e70d84b58f774226fcb7c2a03a93f21e16818aeea829d1765f1a9128e1bcd205601b9cc37cdc1771d22169e800569ad782fe5824eb1af069ae0bbc67b61ef75f3a42');
CREATE TABLE consent (
    referralID TEXT NOT NULL PRIMARY KEY REFERENCES referral(id) ON DELETE RESTRICT,
    share INTEGER NOT NULL CHECK (share = 1),
    reportBack INTEGER NOT NULL CHECK (reportBack IN (0, 1)),
    method TEXT NOT NULL CHECK (method IN ('in person', 'by telephone', 'in writing')),
    wording TEXT NOT NULL,
    recordedBy TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
    recordedAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO consent VALUES('1d8e5466-08aa-495a-8b1c-7199d871c192',1,0,'in person','2026-11','98b05580-ee12-588e-8161-854c2dac5ce8','2026-11-05 10:00:00.000');
INSERT INTO consent VALUES('22107a10-59ff-4944-b527-d9eeacff30ef',1,1,'in person','2026-11','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-11-10 10:00:00.000');
INSERT INTO consent VALUES('2896d1d4-7da5-4d53-a477-66aede3efbb1',1,1,'by telephone','2026-11','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-11-19 10:00:00.000');
INSERT INTO consent VALUES('2b775348-237f-4307-bf79-7a0271f4c134',1,1,'in person','2026-11','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-08-29 10:00:00.000');
INSERT INTO consent VALUES('2c3ad729-0699-40cc-83b3-709a41e5bccd',1,1,'in person','2026-11','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-08-04 10:00:00.000');
INSERT INTO consent VALUES('2e369c00-797c-45e3-89f0-1a725f4afceb',1,1,'by telephone','2026-11','99456cdd-f4b2-559b-be65-07d5e23b728a','2026-11-12 10:00:00.000');
CREATE TABLE referralEvent (
    referralID TEXT NOT NULL REFERENCES referral(id) ON DELETE RESTRICT,
    version INTEGER NOT NULL CHECK (version >= 1),
    event TEXT NOT NULL CHECK (event IN
        ('send', 'accept', 'wait', 'decline', 'start', 'close', 'withdraw', 'received', 'filed')),
    state TEXT NOT NULL,
    loop TEXT NOT NULL,
    actorID TEXT NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
    at TEXT NOT NULL,
    detail BLOB,
    PRIMARY KEY (referralID, version)
) STRICT, WITHOUT ROWID;
INSERT INTO referralEvent VALUES('1d8e5466-08aa-495a-8b1c-7199d871c192',1,'send','sent','not due','98b05580-ee12-588e-8161-854c2dac5ce8','2026-11-05 10:00:00.000',X'35e7e4d03d668db46a1b221603eb874899e04c366cdb859f646741d883e7');
INSERT INTO referralEvent VALUES('1d8e5466-08aa-495a-8b1c-7199d871c192',2,'wait','waiting','not due','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-11-08 10:01:00.000',X'57465646c6fd1ddfbd256b802ec5ef21b0d886d1c84c2bf3d65fb0f460b9b6ee04fd3222b646dca8d6b133530e0c37e41f90373728b224');
INSERT INTO referralEvent VALUES('22107a10-59ff-4944-b527-d9eeacff30ef',1,'send','sent','not due','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-11-10 10:00:00.000',X'3402e28c98cd67beb2dec10ea9e9c8bf8c8cd296e84f2627e299823f799c');
INSERT INTO referralEvent VALUES('22107a10-59ff-4944-b527-d9eeacff30ef',2,'wait','waiting','not due','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-11-12 10:01:00.000',X'644c6d272063514070f61c469984a34f3831d8bbac281937433cb61fb02ac0cd346b9a92ceb48926c565b11cda26815d4733558c02ca54');
INSERT INTO referralEvent VALUES('2896d1d4-7da5-4d53-a477-66aede3efbb1',1,'send','sent','not due','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-11-19 10:00:00.000',X'e1ba9cfa3c2741f92b34878b8a9631c99cb0f0a316182fa95eba40e18d7f');
INSERT INTO referralEvent VALUES('2b775348-237f-4307-bf79-7a0271f4c134',1,'send','sent','not due','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-08-29 10:00:00.000',X'd533c64b766a11fd5ad3572a60cc5adad5e18e21ca6cfc6689e1eefc7595');
INSERT INTO referralEvent VALUES('2b775348-237f-4307-bf79-7a0271f4c134',2,'accept','accepted','not due','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-09-01 10:01:00.000',X'76510276f9c985a8675f3f5bb78291ec56ecefb89bbb2b15ebb40fb22bbc');
INSERT INTO referralEvent VALUES('2b775348-237f-4307-bf79-7a0271f4c134',3,'start','active','not due','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-09-08 10:02:00.000',X'fd6daa8e098c1efb7c53e841f0384519c61100276e8e96c1cb73440fee662eecac6ac251407ef25d5358fc01d8c1b95768124db24f77');
INSERT INTO referralEvent VALUES('2b775348-237f-4307-bf79-7a0271f4c134',4,'close','closed','sent','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-11-09 10:03:00.000',X'adaef6e789aa75f58b31e35fb364a8da99f5dfc0d55c3295dc8b40d4019d702e303510f7b1ef234a53d0840cb50aff64279f42590e072ef6b6f54be8c66c277beff3c02fa36b9243ddd8bcf6f1d0b7dfa6c59f410f026cec5ffd9e03d86a61646a01d8a670a4eeb045dbcfefe537bb0b7f039ec8b7a23afa24bacf44ecc764861b2dd20824583e627ecdd84882b4896270005a32f6b48eff6b95fcf4d0ee9c4c597de4152afb955809a6d40ba6688e618167a1b8f212d915047ad696c681b15ac10f3f40f39eab18');
INSERT INTO referralEvent VALUES('2b775348-237f-4307-bf79-7a0271f4c134',5,'received','closed','received','10cf4d7f-90cb-503c-b6ba-5f01a34a5c61','2026-11-11 10:04:00.000',X'6d7ba06793cc4254f17f88961904b989626395c4cd7c6b8c492f6e2725ab');
INSERT INTO referralEvent VALUES('2b775348-237f-4307-bf79-7a0271f4c134',6,'filed','closed','filed','10cf4d7f-90cb-503c-b6ba-5f01a34a5c61','2026-11-11 10:05:00.000',X'fafeccde2f5129577811db0ff83289f4f1399cfbadb5696208a586e40d03');
INSERT INTO referralEvent VALUES('2c3ad729-0699-40cc-83b3-709a41e5bccd',1,'send','sent','not due','75a114cb-d574-5a49-b640-d77a4cf80ad9','2026-08-04 10:00:00.000',X'7849e118a14baa49a19c4e4569f5faecf97e6b0df8b6e242d154083ee9b5');
INSERT INTO referralEvent VALUES('2c3ad729-0699-40cc-83b3-709a41e5bccd',2,'accept','accepted','not due','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-08-06 10:01:00.000',X'18e5b2a2672ae820a7a565e72fa467ffef5a953c38d6684067a5f9e4a194');
INSERT INTO referralEvent VALUES('2c3ad729-0699-40cc-83b3-709a41e5bccd',3,'start','active','not due','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-08-19 10:02:00.000',X'5e1f816a8a875d4ca89392d48b3ece064b70956b4eb2c9d8424b782c9d2f49402dfb108bf35e43b15545a1a2eeaffe8eb5d9ee8dd4e0');
INSERT INTO referralEvent VALUES('2c3ad729-0699-40cc-83b3-709a41e5bccd',4,'close','closed','sent','3e812cca-b1d0-588d-8251-a679d9c857b7','2026-11-19 10:03:00.000',X'40f5fd5e0dd47b1d03d32ddcbc9f643de4afe2e1ae48e2075a58642033e8b0de844694403d05642b862fab3507395bc41d32a6c882c1350845f3fbcd51b8d2c68208c6d2b1af2db5d61acab5ff8101791da5b51040da9eabcf5bf2a8ba12fece56dc2bc133c496895c6d98ff06661b9d36dca57d93facfd6e025e99300c2bde93164d1d9554b75f20534a5a1651db41919cac055592f94fa8565db15300f934faf4bd6b0c626f9f3fb59fb6fbd8a56b11857bfe2a30e19efcad53f36e66c471366e71e2fdec91dd0277dc7a3e91643');
INSERT INTO referralEvent VALUES('2e369c00-797c-45e3-89f0-1a725f4afceb',1,'send','sent','not due','99456cdd-f4b2-559b-be65-07d5e23b728a','2026-11-12 10:00:00.000',X'fd4bebb8e0f4e375ccca15462a26005e5722533047a1a0a5e4d2e8c3e7b1');
INSERT INTO referralEvent VALUES('2e369c00-797c-45e3-89f0-1a725f4afceb',2,'accept','accepted','not due','7013efe3-b9ae-52eb-a7d4-bafc2c6e715b','2026-11-13 10:01:00.000',X'5d7ac60bb6b20efce74dc55eee2925622ebc303e634e8393cfadc012e5e3');
CREATE TABLE outboxMessage (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('confirmation digest', 'referral arrived', 'referral answered', 'referral withdrawn')),
    recipient TEXT NOT NULL CHECK (recipient LIKE '_%@_%'),
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    once TEXT NOT NULL UNIQUE,
    createdAt TEXT NOT NULL,
    sentAt TEXT,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    lastProblem TEXT
) STRICT;
INSERT INTO outboxMessage VALUES('024b7c01-49ef-4432-b9e3-3f962ba9bdb9','referral arrived','hello@tinkettle.example','A new referral is waiting for your answer',replace('Hello,\n\nSomebody has been referred to Kettle mornings. To keep their details safe they are not in this e-mail.\n\nPlease sign in and answer: http://127.0.0.1:8080/referrals/5675b8a1-b522-4320-9465-a9fab1df124f\n\nYou can accept, say no with a reason, or put them on your waiting list.\n\nFingerpost','\n',char(10)),'arrived 5675b8a1-b522-4320-9465-a9fab1df124f','2026-11-21 10:00:00.000','2026-11-21 10:00:00.000',1,NULL);
INSERT INTO outboxMessage VALUES('0324fc9d-b2d1-42c8-b100-b8c6fcbb53a4','referral answered','gp@demo.fingerpost.example','There is news about a referral you made',replace('Hello,\n\nThere is news about a referral that you made. To keep the person''s details safe it is not in this e-mail.\n\nPlease sign in to read it: http://127.0.0.1:8080/referrals/40697983-1fbc-4bb1-89cf-6e6ee10e565e\n\nFingerpost','\n',char(10)),'moved 40697983-1fbc-4bb1-89cf-6e6ee10e565e 2','2026-11-11 10:01:00.000','2026-11-11 10:01:00.000',1,NULL);
INSERT INTO outboxMessage VALUES('04af3a68-7e6f-411a-8f54-73f3993dd42a','referral arrived','help@fairlintel.example','A new referral is waiting for your answer',replace('Hello,\n\nSomebody has been referred to Damp and mould visits. To keep their details safe they are not in this e-mail.\n\nPlease sign in and answer: http://127.0.0.1:8080/referrals/f602fb77-8de3-471e-935d-adca6734df03\n\nYou can accept, say no with a reason, or put them on your waiting list.\n\nFingerpost','\n',char(10)),'arrived f602fb77-8de3-471e-935d-adca6734df03','2026-11-03 10:00:00.000','2026-11-03 10:00:00.000',1,NULL);
INSERT INTO outboxMessage VALUES('058775e4-d465-4f36-a8f5-c68705965501','referral arrived','office@halfpennydoorstep.example','A new referral is waiting for your answer',replace('Hello,\n\nSomebody has been referred to A weekly visitor. To keep their details safe they are not in this e-mail.\n\nPlease sign in and answer: http://127.0.0.1:8080/referrals/655fa1a8-8817-4350-a439-ceeb7b118f7b\n\nYou can accept, say no with a reason, or put them on your waiting list.\n\nFingerpost','\n',char(10)),'arrived 655fa1a8-8817-4350-a439-ceeb7b118f7b','2026-07-16 10:00:00.000','2026-07-16 10:00:00.000',1,NULL);
INSERT INTO outboxMessage VALUES('040182fe-e72b-4b80-ad25-2b9b6680184b','referral answered','linkworker@demo.fingerpost.example','There is news about a referral you made',replace('Hello,\n\nThere is news about a referral that you made. To keep the person''s details safe it is not in this e-mail.\n\nPlease sign in to read it: http://127.0.0.1:8080/referrals/655fa1a8-8817-4350-a439-ceeb7b118f7b\n\nFingerpost','\n',char(10)),'moved 655fa1a8-8817-4350-a439-ceeb7b118f7b 3','2026-09-21 10:02:00.000','2026-09-21 10:02:00.000',1,NULL);
CREATE TABLE confirmationLink (
    tokenHash BLOB NOT NULL PRIMARY KEY CHECK (length(tokenHash) = 32),
    organisationID TEXT NOT NULL REFERENCES organisation(id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    createdAt TEXT NOT NULL,
    expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO confirmationLink VALUES(X'b1b1bdb480c61d075300d9bff7d9cb69cf31695ea048e478facadf426e8d0fb0','5f0a3fee-0f49-59c2-b1e0-3d0cb54aecd9','Hello@Tinkettle.example','2026-10-20 09:00:00.000','2026-11-24 09:00:00.000');
CREATE TABLE confirmation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('link', 'signed in', 'import', 'seed')),
    actorID TEXT REFERENCES account(id)
) STRICT, WITHOUT ROWID;
INSERT INTO confirmation VALUES('5d1c1d5e-52a1-4b3a-9a41-0d6f4f7f2a02','f554e9f0-5dc0-5be2-bb15-67364ff5dada','2026-10-30 09:00:00.000','The Tin Kettle Company','link',NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL CHECK (source IN ('list', 'steward')),
    key TEXT NOT NULL CHECK (trim(key) <> ''),
    name TEXT NOT NULL,
    district TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('city', 'town', 'suburb', 'village', 'settlement', 'district', 'county', 'borough', 'part')),
    latitude REAL NOT NULL CHECK (latitude BETWEEN 49 AND 61),
    longitude REAL NOT NULL CHECK (longitude BETWEEN -9 AND 3),
    outcodes TEXT NOT NULL,
    miles INTEGER NOT NULL CHECK (miles BETWEEN 1 AND 100)
) STRICT;
INSERT INTO place VALUES(1,'list','aarons hill','Aaron''s Hill','Waverley','suburb',51.18289999999999651,-0.63100000000000000532,'GU7',3);
INSERT INTO place VALUES(2,'list','ab kettleby','Ab Kettleby','Melton','village',52.800100000000000479,-0.92800000000000004707,'LE14',5);
INSERT INTO place VALUES(3,'list','abbas combe','Abbas Combe','South Somerset','village',51.002800000000000578,-2.4182000000000001271,'BA8',5);
INSERT INTO place VALUES(4,'list','abberley','Abberley','Malvern Hills','village',52.30519999999999925,-2.3757000000000001449,'DY13',5);
INSERT INTO place VALUES(5,'list','abberton','Abberton','Colchester','village',51.834400000000002252,0.91069999999999995399,'CO2',5);
INSERT INTO place VALUES(6,'list','abberwick','Abberwick','Northumberland','settlement',55.413200000000003343,-1.7971999999999999086,'NE66',3);
INSERT INTO place VALUES(7,'list','abbess roding','Abbess Roding','Epping Forest','village',51.778199999999998228,0.27689999999999997948,'CM5',5);
INSERT INTO place VALUES(8,'list','abbey dore','Abbey Dore','Herefordshire','village',51.969499999999996474,-2.8961000000000001186,'HR2',5);
INSERT INTO place VALUES(9,'list','abbey end','Abbey End','Warwick','suburb',52.344099999999997409,-1.580400000000000027,'CV8',3);
INSERT INTO place VALUES(10,'list','abbey fields','Abbey Fields','Warwick','suburb',52.34490000000000265,-1.5849999999999999644,'CV8',3);
CREATE TABLE postcode (
    code TEXT NOT NULL PRIMARY KEY,
    latitude INTEGER NOT NULL CHECK (latitude BETWEEN 49000000 AND 61000000),
    longitude INTEGER NOT NULL CHECK (longitude BETWEEN -9000000 AND 3000000)
) STRICT, WITHOUT ROWID;
INSERT INTO postcode VALUES('SE15 3CK',51472000,-61000);
CREATE TABLE signpost (
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    practiceCode TEXT NOT NULL DEFAULT '',
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (offerID, practiceCode, month)
) STRICT, WITHOUT ROWID;
INSERT INTO signpost VALUES('00dacd05-215f-59b1-a366-9b326e168929','','2026-10',7);
CREATE TABLE signpostSlip (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO signpostSlip VALUES('9f0e1d5e-52a1-4b3a-9a41-0d6f4f7f2a03','2026-10-30 09:00:00.000');
CREATE TABLE shortlistLine (
    sessionHash BLOB NOT NULL REFERENCES session(tokenHash) ON DELETE CASCADE,
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    PRIMARY KEY (sessionHash, offerID)
) STRICT, WITHOUT ROWID;
INSERT INTO shortlistLine VALUES(X'3f3af1ecebbd1410ab417ec0d27bbfcb5d340e177ae159b59fc8626c2dfd9175','0103d3a1-d0d7-52a3-b84c-c35d8beb4c58',0,'Ask about the step');
CREATE TABLE sharedShortlist (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
    accountID TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    createdAt TEXT NOT NULL,
    expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sharedShortlist VALUES('0c6c1d5e-52a1-4b3a-9a41-0d6f4f7f2a01',X'a4d26868017c0ccffe2efe50944ef4211834660cca834c6e9f86dec6a88246fa','10cf4d7f-90cb-503c-b6ba-5f01a34a5c61','2026-11-01 09:00:00.000','2026-12-01 09:00:00.000');
CREATE TABLE sharedShortlistLine (
    sharedID TEXT NOT NULL REFERENCES sharedShortlist(id) ON DELETE CASCADE,
    offerID TEXT NOT NULL REFERENCES offer(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    note TEXT NOT NULL CHECK (length(note) <= 2000),
    PRIMARY KEY (sharedID, offerID)
) STRICT, WITHOUT ROWID;
INSERT INTO sharedShortlistLine VALUES('0c6c1d5e-52a1-4b3a-9a41-0d6f4f7f2a01','02458434-d7ea-5f50-81fd-4ea975966e69',0,'Tuesdays');
CREATE INDEX offerByOrganisation ON offer(organisationID);
CREATE INDEX offerLocationByLocation ON offerLocation(locationID);
CREATE INDEX offerNeedByNeed ON offerNeed(needID);
CREATE INDEX practiceTakingPart ON practice(name) WHERE takesPart;
CREATE INDEX sessionByAccount ON session(accountID);
CREATE INDEX auditBySubject ON audit(subject);
CREATE INDEX personByNHSNumber ON person(nhsNumberHash) WHERE nhsNumberHash IS NOT NULL;
CREATE INDEX referralByReferrer ON referral(referrerID, state, stateSince);
CREATE INDEX referralByOrganisation ON referral(organisationID, state, stateSince);
CREATE INDEX referralByPractice ON referral(practiceCode, loop, loopSince);
CREATE INDEX outboxMessageWaiting ON outboxMessage(createdAt) WHERE sentAt IS NULL;
CREATE INDEX confirmationByOffer ON confirmation(offerID, at);
CREATE INDEX placeByKey ON place(key);
CREATE INDEX placeWithExtent ON place(kind) WHERE kind IN ('district', 'county', 'borough', 'part');
CREATE INDEX locationByPoint ON location(latitude, longitude, id)
    WHERE isConfidential = 0 AND latitude IS NOT NULL;
CREATE INDEX offerUnlisted ON offer(id) WHERE status NOT IN ('active', 'temporarily closed');
CREATE INDEX sharedShortlistByAccount ON sharedShortlist(accountID);
CREATE TRIGGER auditIsNeverChanged BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER auditIsNeverDeleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
CREATE TRIGGER referralEventIsNeverChanged BEFORE UPDATE ON referralEvent
    BEGIN SELECT RAISE(ABORT, 'referral events are never changed'); END;
CREATE TRIGGER referralEventIsNeverDeleted BEFORE DELETE ON referralEvent
    BEGIN SELECT RAISE(ABORT, 'referral events are never deleted'); END;
COMMIT;
