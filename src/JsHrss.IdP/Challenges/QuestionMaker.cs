using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using JsHrss.IdP.Resources;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Challenges;

/// <summary>Questions in words whose answer is a small number, in the language of the page: for whoever cannot see a picture. A screen reader reads them like any text.</summary>
internal sealed class QuestionMaker(IStringLocalizer<Challenge> texts)
{
    private const int Largest = 20;

    private ImmutableArray<string> Numbers => [.. texts["Numbers"].Value.Split('|')];

    /// <summary>A question and every spelling of its answer.</summary>
    public (string Text, IEnumerable<string> Answers) Make()
    {
        var (text, answer) = Pick(0, 8) switch
        {
            0 => Sum(),
            1 => Difference(),
            2 => Product(),
            3 => Above(),
            4 => OfThree("Largest", numbers => numbers.Max()),
            5 => OfThree("Smallest", numbers => numbers.Min()),
            6 => Nth(),
            _ => HowMany(),
        };
        return (text, [answer.ToString(CultureInfo.InvariantCulture), Numbers[answer]]);
    }

    private (string, int) Sum()
    {
        var (one, other) = (Pick(1, 10), Pick(1, 10));
        return (texts["Sum", Word(one), Word(other)], one + other);
    }

    private (string, int) Difference()
    {
        var (one, other) = (Pick(6, Largest), Pick(1, 6));
        return (texts["Difference", Word(one), Word(other)], one - other);
    }

    private (string, int) Product()
    {
        var (one, other) = (Pick(2, 5), Pick(2, 5));
        return (texts["Product", Word(one), Word(other)], one * other);
    }

    private (string, int) Above()
    {
        var (one, other) = (Pick(2, 15), Pick(1, 5));
        return (texts["Above", Word(one), Word(other)], one + other);
    }

    private (string, int) OfThree(string which, Func<IEnumerable<int>, int> answer)
    {
        var numbers = Distinct(3);
        return (texts[which, Word(numbers[0]), Word(numbers[1]), Word(numbers[2])], answer(numbers));
    }

    private (string, int) Nth()
    {
        var numbers = Distinct(4);
        var at = Pick(0, 4);
        return (texts["Nth", string.Join(texts["Between"], numbers.Select(Word)), Numbers[at + 1]], numbers[at]);
    }

    private (string, int) HowMany()
    {
        string[] things = texts["Things"].Value.Split('|');
        RandomNumberGenerator.Shuffle(things.AsSpan());
        var row = Enumerable.Range(0, Pick(4, 7)).Select(_ => things[Pick(0, 3)]).ToArray();
        var asked = row[Pick(0, row.Length)];
        return (texts["HowMany", string.Join(texts["Between"], row), asked], row.Count(thing => thing == asked));
    }

    private static int[] Distinct(int count)
    {
        var numbers = Enumerable.Range(1, Largest - 1).ToArray();
        RandomNumberGenerator.Shuffle(numbers.AsSpan());
        return numbers[..count];
    }

    /// <summary>Now a word, now a figure.</summary>
    private string Word(int number) => Pick(0, 3) > 0 ? Numbers[number] : number.ToString(CultureInfo.InvariantCulture);

    private static int Pick(int least, int beyond) => RandomNumberGenerator.GetInt32(least, beyond);
}
