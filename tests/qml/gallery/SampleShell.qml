import QtQuick
import Strongroom.Design
import Strongroom.Components

// The shell with the console's pages, for the pictures.
AppShell {
    treasuryName: "Harbour Treasury"
    chainText: "Block 871 204, 4 min ago"
    personName: "Cleo Marsh"
    personRole: "Officer"
    training: true
    navigation: [
        NavigationItem {
            key: "overview"
            title: "Overview"
            iconName: "overview"
        },
        NavigationItem {
            key: "approvals"
            title: "Approvals"
            iconName: "approvals"
            count: 2
        },
        NavigationItem {
            key: "deposits"
            title: "Deposits"
            iconName: "deposit"
            section: "Money"
        },
        NavigationItem {
            key: "withdrawals"
            title: "Withdrawals"
            iconName: "withdrawal"
        },
        NavigationItem {
            key: "vaults"
            title: "Vaults"
            iconName: "vault"
        },
        NavigationItem {
            key: "payees"
            title: "Payees"
            iconName: "payee"
        },
        NavigationItem {
            key: "policy"
            title: "Policy"
            iconName: "policy"
            section: "Control"
        },
        NavigationItem {
            key: "station"
            title: "Cold station"
            iconName: "station"
        },
        NavigationItem {
            key: "audit"
            title: "Audit"
            iconName: "audit"
        },
        NavigationItem {
            key: "people"
            title: "People"
            iconName: "people"
        },
        NavigationItem {
            key: "settings"
            title: "Settings"
            iconName: "settings"
        }
    ]
}
