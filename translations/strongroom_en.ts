<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BatchPage</name>
    <message numerus="yes">
        <source>%n payments, %1 BTC</source>
        <translation>
            <numerusform>%n payment, %1 BTC</numerusform>
            <numerusform>%n payments, %1 BTC</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Propose %n payments?</source>
        <translation>
            <numerusform>Propose %n payment?</numerusform>
            <numerusform>Propose %n payments?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoinPicker</name>
    <message numerus="yes">
        <source>%n chosen, %1 BTC in all.</source>
        <translation>
            <numerusform>%n chosen, %1 BTC.</numerusform>
            <numerusform>%n chosen, %1 BTC in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None is chosen. %n can be spent now.</source>
        <translation>
            <numerusform>None is chosen. %n can be spent now.</numerusform>
            <numerusform>None is chosen. %n can be spent now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlowDiagram</name>
    <message numerus="yes">
        <source>%n inputs</source>
        <translation>
            <numerusform>%n input</numerusform>
            <numerusform>%n inputs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outputs</source>
        <translation>
            <numerusform>%n output</numerusform>
            <numerusform>%n outputs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HotSignerCard</name>
    <message numerus="yes">
        <source>It signs nothing until %n officers unseal it together.</source>
        <translation>
            <numerusform>It signs nothing until %n officer unseals it.</numerusform>
            <numerusform>It signs nothing until %n officers unseal it together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each of %n officers types their own passphrase here, one after the other.</source>
        <translation>
            <numerusform>%n officer types their own passphrase here.</numerusform>
            <numerusform>Each of %n officers types their own passphrase here, one after the other.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>%n matters wait for you.</source>
        <translation>
            <numerusform>%n matter waits for you.</numerusform>
            <numerusform>%n matters wait for you.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsCard</name>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QrPlayer</name>
    <message numerus="yes">
        <source>%1, %n frame(s) a second</source>
        <translation>
            <numerusform>%1, %n frame a second</numerusform>
            <numerusform>%1, %n frames a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuorumMeters</name>
    <message numerus="yes">
        <source>%1 of %2 needed (%n keys)</source>
        <translation>
            <numerusform>%1 of %2 needed (%n key)</numerusform>
            <numerusform>%1 of %2 needed (%n keys)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SealCard</name>
    <message numerus="yes">
        <source>%n records were recomputed and compared with the journal of this seat.</source>
        <translation>
            <numerusform>%n record was recomputed and compared with the journal of this seat.</numerusform>
            <numerusform>%n records were recomputed and compared with the journal of this seat.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message numerus="yes">
        <source>%n characters typed, none shown. %1</source>
        <translation>
            <numerusform>%n character typed, not shown. %1</numerusform>
            <numerusform>%n characters typed, none shown. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SweepPage</name>
    <message numerus="yes">
        <source>Make one coin of %n?</source>
        <translation>
            <numerusform>Make one coin of %n?</numerusform>
            <numerusform>Make one coin of %n?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VaultSummary</name>
    <message numerus="yes">
        <source>%1 of %n keys must sign.</source>
        <translation>
            <numerusform>%1 of %n key must sign.</numerusform>
            <numerusform>%1 of %n keys must sign.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VaultsPage</name>
    <message numerus="yes">
        <source>%1 of %n must sign</source>
        <translation>
            <numerusform>%1 of %n must sign</numerusform>
            <numerusform>%1 of %n must sign</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strongroom::components::TimeFormat</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>in %n h</numerusform>
            <numerusform>in %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>strongroom::ui::AuditViewModel</name>
    <message numerus="yes">
        <source>%n records are exported. Anyone can verify the bundle offline.</source>
        <translation>
            <numerusform>%n record is exported. Anyone can verify the bundle offline.</numerusform>
            <numerusform>%n records are exported. Anyone can verify the bundle offline.</numerusform>
        </translation>
    </message>
</context>
</TS>
