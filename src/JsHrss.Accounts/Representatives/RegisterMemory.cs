using System.Collections.Concurrent;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Representatives;

/// <summary>What the register said of a person a moment ago, on this node: a phone that looks at its request every few seconds does not ask the register each time.</summary>
internal sealed class RegisterMemory
{
    private const int Most = 10_000;

    private static readonly TimeSpan For = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<PersonId, (RegisterAnswer Answer, DateTimeOffset At)> _answers = new();

    /// <summary>Null: nothing that is recent.</summary>
    public RegisterAnswer? Of(PersonId person, DateTimeOffset now) =>
        _answers.TryGetValue(person, out var kept) && now >= kept.At && now - kept.At < For ? kept.Answer : null;

    /// <summary>Only what was answered is kept: a register that was down may be up again.</summary>
    public void Keep(PersonId person, RegisterAnswer answer, DateTimeOffset now)
    {
        if (answer is not RegisterAnswer.Found)
        {
            _answers.TryRemove(person, out _);
            return;
        }

        if (_answers.Count >= Most)
        {
            foreach (var (one, kept) in _answers)
            {
                if (now - kept.At >= For)
                    _answers.TryRemove(one, out _);
            }
        }

        if (_answers.Count < Most)
            _answers[person] = (answer, now);
    }
}
