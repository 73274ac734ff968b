import QtQuick

// What a status means. The numbers are stable: models may hand them on as integers.
QtObject {
    enum Kind {
        Neutral = 0,
        Info = 1,
        Success = 2,
        Warning = 3,
        Danger = 4,
        Training = 5
    }
}
